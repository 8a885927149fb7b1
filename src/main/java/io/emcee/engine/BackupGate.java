package io.emcee.engine;

import io.emcee.engine.PreflightRules.Mode;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.revision.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The gate before the first expand: there is a way back. */
final class BackupGate {
    private final Access access;
    private final GateRules rules;
    private final Answers answers;

    BackupGate(Access access, GateRules rules, Answers answers) {
        this.access = access;
        this.rules = rules;
        this.answers = answers;
    }

    /** Whether a plan changes the structure of a database that has something in it. */
    static boolean concerns(Plan plan) {
        return !plan.from().isEmpty()
                && plan.steps().stream()
                        .anyMatch(step -> (step.phase() == Phase.EXPAND || step.phase() == Phase.BASE)
                                && !step.script().placeholder());
    }

    /**
     * Whether a backup is wanted for a plan: one that was accepted not longer ago than a backup may be old is one for the
     * whole walk.
     */
    static boolean wanted(Connection connection, Plan plan, GateRules rules) throws SQLException {
        return concerns(plan) && !accepted(connection, rules);
    }

    private static boolean accepted(Connection connection, GateRules rules) throws SQLException {
        if (!StateSchema.journals(connection)) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT EXISTS (SELECT FROM emcee.journal WHERE kind = 'backup_accepted'
                    AND at > clock_timestamp() - ? * INTERVAL '1 millisecond')
                """)) {
            select.setLong(1, rules.age().toMillis());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Before a plan is begun.
     *
     * @param told of what was accepted or missed
     * @throws GateRefused when there is none, the target requires one and the operator does not overrule that
     */
    void before(Plan plan, Consumer<Event> told) throws SQLException {
        Mode mode = rules.backup(answers.walk());
        if (mode == Mode.OFF || !concerns(plan)) {
            return;
        }
        try (Connection observer = access.reader("backup")) {
            if (answers.backup().isPresent()) {
                told.accept(new Event.BackupAccepted(answers.backup().get(), position(observer)));
            } else if (wanted(observer, plan, rules)) {
                without(plan, mode, told);
            }
        }
    }

    private void without(Plan plan, Mode mode, Consumer<Event> told) {
        Optional<String> reason = answers.overrules().reason(Gate.BACKUP);
        if (reason.isPresent()) {
            told.accept(new Event.GateOverruled(Gate.BACKUP, "there is none that emcee knows of", reason.get()));
        } else if (mode == Mode.WARN) {
            told.accept(new Event.BackupMissed());
        } else {
            throw new GateRefused(
                    Gate.BACKUP,
                    plan.operation().title() + " refused: backup, nobody has said where one is, and it is the only way"
                            + " back; make one and say it: --backup PATH|STATEMENT; or overrule it: --overrule"
                            + " backup=REASON");
        }
    }

    /** Writes to the journal what was accepted, before any run. */
    static void record(Connection writer, Actor actor, Backup backup) throws SQLException {
        Event.BackupAccepted event = new Event.BackupAccepted(backup, position(writer));
        Map<String, Object> facts = new LinkedHashMap<>(event.facts());
        facts.put("sentence", event.sentence());
        Journal.open(writer, actor.user(), actor.host()).append(OptionalLong.empty(), event.kind(), Json.line(facts));
    }

    /** Where the server's log of changes is now; what comes after it is not in the backup, or only in an archive. */
    private static String position(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT pg_catalog.pg_current_wal_lsn()");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
