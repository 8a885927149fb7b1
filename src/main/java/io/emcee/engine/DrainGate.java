package io.emcee.engine;

import io.emcee.engine.PreflightRules.Mode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The gate before the contracts of a run: the clients of the release before are gone. What was seen is looked at once
 * more when a contract has its lock, for a client may have written meanwhile.
 */
final class DrainGate {
    private final Access access;
    private final String schema;
    private final GateRules rules;
    private final Answers answers;
    private Map<Dropped, Long> seen = Map.of();

    DrainGate(Access access, String schema, GateRules rules, Answers answers) {
        this.access = access;
        this.schema = schema;
        this.rules = rules;
        this.answers = answers;
    }

    /**
     * Before contracts are begun.
     *
     * @param told of what was seen, also when the gate is closed
     * @throws GateRefused when somebody speaks against it, the target requires it and the operator does not overrule it
     */
    void before(Plan contracts, Consumer<Event> told) throws SQLException {
        Mode mode = rules.drain(answers.walk());
        if (mode == Mode.OFF
                || contracts.steps().stream().allMatch(step -> step.script().placeholder())) {
            return;
        }
        List<Dropped> dropped = Dropped.of(contracts.steps(), schema);
        Drain drain;
        try (Connection observer = access.reader("drain")) {
            seen = recorded(observer, dropped);
            drain = new DrainReader(observer, dropped, rules).read();
        }
        Optional<String> reason = answers.overrules().reason(Gate.DRAIN);
        told.accept(new Event.DrainSeen(drain, reason.isEmpty() && mode == Mode.WARN));
        if (drain.open() || (mode == Mode.WARN && reason.isEmpty())) {
            forgive(drain);
            return;
        }
        if (reason.isEmpty()) {
            throw refused(drain.obstacle(), drain.remedy());
        }
        forgive(drain);
        told.accept(new Event.GateOverruled(Gate.DRAIN, drain.obstacle(), reason.get()));
    }

    /** Whoever goes on in spite of what was seen does so in spite of what is yet to come. */
    private void forgive(Drain drain) {
        seen = drain.open() ? seen : Map.of();
    }

    private static GateRefused refused(String why, List<String> remedy) {
        return new GateRefused(
                Gate.DRAIN,
                "Contract refused: drain, " + why + "; " + String.join("; ", remedy)
                        + "; or overrule it: --overrule drain=REASON");
    }

    /**
     * In the transaction of a contract's step, before its first statement: takes the traps away that stand on what it
     * drops, which it could not drop with them. With their lock nobody else writes.
     *
     * @throws GateRefused when a client has written since the gate was found open
     */
    void disarm(Connection connection, Step step) throws SQLException {
        List<Dropped> dropped = Dropped.of(List.of(step), schema);
        if (dropped.isEmpty() || !StateSchema.traps(connection)) {
            return;
        }
        for (Dropped one : dropped) {
            if (new Trap(one).set(connection)) {
                lock(connection, one);
                if (new Trap(one).recorded(connection) > seen.getOrDefault(one, Long.MAX_VALUE)) {
                    throw refused("somebody has written " + one + " just now", List.of("emcee drain status says who"));
                }
                new Trap(one).remove(connection);
            }
        }
    }

    private static void lock(Connection connection, Dropped one) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("LOCK TABLE ONLY " + one.table().quoted() + " IN ACCESS EXCLUSIVE MODE")) {
            lock.execute();
        }
    }

    private static Map<Dropped, Long> recorded(Connection connection, List<Dropped> dropped) throws SQLException {
        Map<Dropped, Long> all = new HashMap<>();
        for (Dropped one : dropped) {
            all.put(one, new Trap(one).recorded(connection));
        }
        return all;
    }
}
