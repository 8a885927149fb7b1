package io.emcee.cli;

import io.emcee.engine.Adoption;
import io.emcee.engine.Event;
import io.emcee.engine.PlanApproved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows what taking a database under control would record, asks on a terminal, and records it. As JSON the kind
 * {@code adoption} with the keys of {@link Adoption#facts} and {@code recorded}, which is false for a dry run.
 */
final class Adopting {
    private final Context context;
    private final Session session;

    Adopting(Context context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** Takes the database under control, or with {@code --dry-run} only shows it. */
    void adopt(Optional<String> version) {
        Adoption adoption = session.engine().adoptions().look(version);
        if (adoption.isEmpty()) {
            print(adoption, false, "Database is already under control at " + adoption.version() + ".");
            return;
        }
        carryOut(adoption, version, List.of());
    }

    /** Shows what would be recorded and records nothing. */
    void show(Optional<String> version) {
        Adoption adoption = session.engine().adoptions().look(version);
        preview(adoption);
        print(adoption, false, "Would place database under control at " + adoption.version() + ".");
    }

    /** Records an adoption that was looked at; without approvals only where none are wanted. */
    void carryOut(Adoption adoption, Optional<String> version, List<PlanApproved> approvals) {
        if (approvals.isEmpty() && !context.options().dryRun) {
            new Approved(session).refuseUnplanned(AdoptionPlan.WORD);
        }
        preview(adoption);
        if (context.options().dryRun) {
            print(adoption, false, "Would place database under control at " + adoption.version() + ".");
            return;
        }
        List<Event.Consent> consents = new ArrayList<>(approvals);
        consents.add(new Confirmation(context, session).agree("Record this? [y/N]"));
        session.engine().adoptions().adopt(adoption, version, consents);
        print(adoption, true, "Placed database under control at revision: " + adoption.version());
    }

    private void print(Adoption adoption, boolean recorded, String sentence) {
        var facts = adoption.facts();
        facts.put("recorded", recorded);
        facts.put("sentence", sentence);
        context.output().result(sentence, "adoption", facts);
    }

    private void preview(Adoption adoption) {
        if (!context.output().json()) {
            lines(session.name(), adoption).forEach(context.output()::note);
        }
    }

    /** @param name what to call the database */
    static List<String> lines(String name, Adoption adoption) {
        List<String> lines = new ArrayList<>();
        lines.add("The version of \"" + name + "\" by " + adoption.source().words() + ": "
                + String.join(", ", adoption.versions()));
        lines.add((adoption.again() ? "Another tool has applied since then: " : "Recorded as applied: ")
                + adoption.revisions().stream().map(Object::toString).collect(Collectors.joining(", ")));
        adoption.left()
                .forEach((id, rows) -> lines.add("Not recorded: " + id + ", whose question still finds " + rows
                        + (rows == 1 ? " row" : " rows") + " that the tool before passed over"));
        if (!adoption.rows().isEmpty()) {
            lines.add("alembic_version is kept in step from now on: " + String.join(", ", adoption.rows()));
        }
        lines.addAll(adoption.warnings());
        return lines;
    }
}
