package io.emcee.engine;

import io.emcee.journal.Journal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Something that is done outside of runs, in the journal: an entry with what is meant before it, and one with what came of
 * it after. Where the second is missing, the act was cut off and nobody has seen how it ended. For one thread.
 */
final class Act {
    private final Journal journal;
    private final long intent;

    private Act(Journal journal, long intent) {
        this.journal = journal;
        this.intent = intent;
    }

    /**
     * Writes what is meant.
     *
     * @param writer in autocommit, or in the transaction that also makes the journal
     * @param facts among them a {@code sentence}
     */
    static Act begin(Connection writer, Actor actor, String kind, Map<String, Object> facts) throws SQLException {
        Journal journal = Journal.open(writer, actor.user(), actor.host());
        return new Act(journal, journal.append(OptionalLong.empty(), kind, Json.line(facts)));
    }

    /** What is done in between. */
    interface Work {
        void go() throws SQLException;
    }

    /** Does it, and writes what came of it: the facts, or how it failed. */
    void carryOut(Work work, String kind, Map<String, Object> facts) throws SQLException {
        try {
            work.go();
        } catch (SQLException | RuntimeException failed) {
            failed(failed);
            throw failed;
        }
        end(kind, facts);
    }

    /** Writes how it failed; that this cannot be written is no second failure. */
    void failed(Exception failure) {
        String sentence = failure instanceof SQLException ? Failures.words(failure) : failure.getMessage();
        try {
            end(Recorded.ACT_FAILED, Map.of("sentence", String.valueOf(sentence)));
        } catch (SQLException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    /** Writes what came of it. */
    void end(String kind, Map<String, Object> facts) throws SQLException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("intent", intent);
        all.putAll(facts);
        journal.append(OptionalLong.empty(), kind, Json.line(all));
    }
}
