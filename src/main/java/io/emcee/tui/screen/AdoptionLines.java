package io.emcee.tui.screen;

import io.emcee.engine.Adoption;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What taking a database under control would record, to be read before it is done. */
record AdoptionLines(Adoption adoption, RevisionSet set) {
    List<Span> lines() {
        List<Span> lines = new ArrayList<>();
        if (adoption.isEmpty()) {
            lines.add(Span.of("Nothing is missing from emcee's histories; it is at " + adoption.version() + "."));
            return lines;
        }
        lines.add(Span.of(adoption.source().words() + " says " + String.join(", ", adoption.versions())
                + ", so the database is at " + adoption.version() + ". Nothing of it changes: emcee only records what"
                + " is there."));
        lines.add(Span.of(""));
        lines.add(Span.of(
                adoption.again()
                        ? "Another tool has applied since emcee's last revision"
                        : "Recorded as applied, in this order",
                Role.HEADER));
        adoption.revisions().forEach(id -> lines.add(line(id)));
        passedOver(lines);
        rows().ifPresent(text -> {
            lines.add(Span.of(""));
            lines.add(Span.of(text));
        });
        if (!adoption.warnings().isEmpty()) {
            lines.add(Span.of(""));
            adoption.warnings().forEach(text -> lines.add(Span.of(text, Role.WARNING)));
        }
        return lines;
    }

    /** {@code   expand: ocata_expand01, images gain a visibility}. */
    private Span line(RevisionId id) {
        Revision revision = set.graph().revision(id);
        String done = revision.phase() == Phase.MIGRATE ? "; no row is left" : "";
        return Span.of(
                "  " + revision.phase().word() + ": " + id + ", " + revision.summary() + done,
                GraphLayout.role(revision.phase()));
    }

    private void passedOver(List<Span> lines) {
        if (!adoption.left().isEmpty()) {
            lines.add(Span.of(""));
            lines.add(Span.of("Not recorded: the tool before passed over rows", Role.HEADER));
        }
        set.graph().byRelease().stream()
                .filter(adoption.left()::containsKey)
                .forEach(id -> lines.add(Span.of(
                        "  " + id + ", whose question still finds "
                                + Figures.rows(adoption.left().getOrDefault(id, 0L)),
                        Role.WARNING)));
    }

    private Optional<String> rows() {
        return Optional.of(adoption.rows())
                .filter(rows -> !rows.isEmpty())
                .map(rows -> Adoption.Source.ALEMBIC.words() + " is "
                        + (adoption.source() == Adoption.Source.MIGRATE ? "made beside it and " : "")
                        + "kept in step from then on: " + String.join(", ", rows));
    }
}
