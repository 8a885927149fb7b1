package io.emcee.cli;

import io.emcee.engine.Adoption;
import io.emcee.journal.Hash;
import io.emcee.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An adoption as a plan on paper: approved and run as the plans of operations are. */
record AdoptionPlan(Session session) {
    /** What stands for the operation in the file, and on the command line. */
    static final String WORD = "version_control";

    /**
     * What taking the database under control would record.
     *
     * @throws Refusal when there is nothing to record
     */
    Map<String, Object> facts(Optional<String> version) {
        Adoption adoption = session.engine().adoptions().look(version);
        if (adoption.isEmpty()) {
            throw new Refusal(
                    ExitCode.ERROR,
                    "The database is already under control at " + adoption.version() + ", so no plan was written.");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", WORD);
        facts.put("from", "");
        facts.put("to", adoption.version());
        facts.put("steps", List.of());
        facts.put("preview", Adopting.lines(session.name(), adoption));
        facts.put("adoption", adoption.facts());
        facts.put("version", version);
        facts.put("plan", hash(adoption));
        return facts;
    }

    /** The adoption of a file, if it is still what would be recorded now. */
    Optional<Adoption> find(PlanFile file) {
        Adoption now = session.engine().adoptions().look(version(file));
        return Optional.of(now).filter(adoption -> hash(adoption).equals(file.fact("plan")));
    }

    static boolean of(PlanFile file) {
        return file.fact("operation").equals(WORD);
    }

    /** What the operator says that the database is at. */
    static Optional<String> version(PlanFile file) {
        return Optional.of(file.fact("version")).filter(text -> !text.isEmpty());
    }

    private static String hash(Adoption adoption) {
        return Hash.of(List.of(Json.line(adoption.facts()))).text();
    }
}
