package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of an archive come from.
 *
 * @param database its name
 * @param identity what tells the database from every other, as of {@code Engine.identity}
 * @param schema of the service's tables
 * @param version the composite version it was at
 * @param run what the journal calls the run
 * @param worker of the run, from 1; each writes an archive of its own
 * @param cutoff the age that was decided on, as text in UTC; empty when something else chose the rows
 */
public record Origin(
        String database,
        String identity,
        String schema,
        String version,
        String run,
        int worker,
        Optional<String> cutoff) {

    /** The folder of the run: {@code glance-run-12}, and in it those of further workers: {@code worker-2}. */
    public String folder() {
        return ArchivedTable.safe(database) + "-run-" + ArchivedTable.safe(run)
                + (worker == 1 ? "" : "/" + RunArchive.WORKER + worker);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("database", database);
        facts.put("identity", identity);
        facts.put("schema", schema);
        facts.put("version", version);
        facts.put("run", run);
        facts.put("worker", worker);
        facts.put("cutoff", cutoff);
        return facts;
    }

    static Origin of(Facts facts) {
        return new Origin(
                facts.text("database"),
                facts.text("identity"),
                facts.text("schema"),
                facts.text("version"),
                facts.text("run"),
                (int) facts.number("worker"),
                facts.optional("cutoff"));
    }
}
