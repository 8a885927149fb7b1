package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import io.emcee.script.Token;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A trigger that an expand revision makes and the database lacks, though the revision is applied and its cycle still open:
 * another tool has applied it without. Without it, what services of one release write is not seen by those of the other.
 */
public record MissingTrigger(RevisionId revision, String trigger, QualifiedName table) {
    private static final String THERE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger
                WHERE tgrelid = to_regclass(?) AND tgname = ? AND NOT tgisinternal)
            """;

    /**
     * Those of some revisions.
     *
     * @param schema of the target's tables
     */
    static List<MissingTrigger> of(Connection connection, RevisionSet set, Set<RevisionId> applied, String schema)
            throws SQLException {
        List<MissingTrigger> missing = new ArrayList<>();
        for (RevisionId id : set.graph().byPhase(applied)) {
            if (set.graph().revision(id).phase() == Phase.EXPAND && open(set.graph(), id, applied)) {
                for (MissingTrigger made : made(set.script(id), schema)) {
                    if (!made.there(connection)) {
                        missing.add(made);
                    }
                }
            }
        }
        return missing;
    }

    /** Whether no contract that follows from an expand revision is applied. */
    private static boolean open(RevisionGraph graph, RevisionId expand, Set<RevisionId> applied) {
        return applied.stream()
                .filter(id -> graph.revision(id).phase() == Phase.CONTRACT)
                .noneMatch(contract -> graph.closure(List.of(contract)).contains(expand));
    }

    private static List<MissingTrigger> made(Script script, String schema) {
        return script.parts().stream()
                .map(Part::statements)
                .flatMap(List::stream)
                .filter(statement -> statement.begins("CREATE") && !statement.begins("CREATE", "EVENT"))
                .flatMap(statement -> of(script.id(), statement, schema).stream())
                .toList();
    }

    /** {@code CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name ... ON [schema.]table ...}; empty for what makes none. */
    private static Optional<MissingTrigger> of(RevisionId id, Statement statement, String schema) {
        List<Token> tokens = Token.all(statement.sql());
        int trigger = place(tokens, "TRIGGER", 0);
        int on = place(tokens, "ON", trigger);
        // Behind CREATE stand at most OR REPLACE CONSTRAINT; a function only returns one.
        if (trigger > 4 || on + 1 >= tokens.size()) {
            return Optional.empty();
        }
        boolean qualified = on + 3 < tokens.size() && tokens.get(on + 2).is('.');
        Optional<String> name = tokens.get(trigger + 1).name();
        Optional<String> table = tokens.get(qualified ? on + 3 : on + 1).name();
        String place = qualified ? tokens.get(on + 1).name().orElse(schema) : schema;
        return name.flatMap(called -> table.map(of -> new MissingTrigger(id, called, new QualifiedName(place, of))));
    }

    /** Behind the last when it is not there. */
    private static int place(List<Token> tokens, String word, int from) {
        int place = from;
        while (place < tokens.size() && !tokens.get(place).is(word)) {
            place++;
        }
        return place;
    }

    private boolean there(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(THERE)) {
            select.setString(1, table.quoted());
            select.setString(2, trigger);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The keys of its JSON. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision);
        facts.put("trigger", trigger);
        facts.put("table", table);
        return facts;
    }

    /** {@code insert_visibility on public.images}. */
    @Override
    public String toString() {
        return Identifier.display(trigger) + " on " + table;
    }
}
