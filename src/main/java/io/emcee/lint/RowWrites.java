package io.emcee.lint;

import io.emcee.lint.Lock.On;
import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statements about rows, not about the schema. */
final class RowWrites {
    private static final Map<String, Row> LOCKS = Map.of(
            "ACCESS SHARE", Row.LOCK_TABLE_SHARED,
            "ROW SHARE", Row.LOCK_TABLE_SHARED,
            "ROW EXCLUSIVE", Row.LOCK_TABLE_SHARED,
            "SHARE UPDATE EXCLUSIVE", Row.LOCK_TABLE_SHARED,
            "SHARE", Row.LOCK_TABLE_WEAKLY,
            "SHARE ROW EXCLUSIVE", Row.LOCK_TABLE_WEAKLY,
            "EXCLUSIVE", Row.LOCK_TABLE_WEAKLY,
            "ACCESS EXCLUSIVE", Row.LOCK_TABLE);

    private final World world;

    RowWrites(World world) {
        this.world = world;
    }

    List<Effect> insert(Cursor cursor) {
        cursor.expect("INTO");
        Name table = world.known(cursor.name());
        boolean selects = cursor.has("SELECT");
        cursor.skipRest();
        return List.of(Effect.of(selects ? Row.INSERT_SELECT : Row.INSERT, table));
    }

    List<Effect> update(Cursor cursor) {
        return List.of(changed(cursor));
    }

    List<Effect> delete(Cursor cursor) {
        cursor.expect("FROM");
        return List.of(changed(cursor));
    }

    private Effect changed(Cursor cursor) {
        cursor.skip("ONLY");
        Name table = world.known(cursor.name());
        cursor.until("WHERE");
        Row row = cursor.atEnd() ? Row.UPDATE_ALL : batched(cursor) ? Row.UPDATE_BATCH : Row.UPDATE_SOME;
        cursor.skipRest();
        return Effect.of(row, table);
    }

    private static boolean batched(Cursor cursor) {
        List<Token> rest = cursor.rest();
        for (int i = 0; i + 1 < rest.size(); i++) {
            if (rest.get(i).is('{') && rest.get(i + 1).is("batch")) {
                return true;
            }
        }
        return false;
    }

    List<Effect> merge(Cursor cursor) {
        cursor.expect("INTO");
        cursor.skip("ONLY");
        Name table = world.known(cursor.name());
        boolean batch = batched(cursor);
        cursor.skipRest();
        return List.of(Effect.of(batch ? Row.UPDATE_BATCH : Row.UPDATE_SOME, table)
                .remarkIf(world.olderThan(15), Rule.NEEDS_NEWER_SERVER, "15 or newer"));
    }

    /** Every write of a statement with common table expressions, wherever it stands. */
    List<Effect> with(Cursor cursor) {
        List<Effect> effects = new ArrayList<>();
        boolean batch = batched(cursor);
        for (Token last = cursor.next(); !cursor.atEnd(); last = cursor.next()) {
            boolean statement = last.is('(') || last.is(')');
            if (statement && cursor.at("UPDATE")) {
                cursor.next();
                effects.add(write(cursor, batch));
            } else if (statement && (cursor.at("DELETE", "FROM") || cursor.at("INSERT", "INTO"))) {
                cursor.next();
                cursor.next();
                effects.add(write(cursor, batch));
            }
        }
        return effects.isEmpty() ? List.of(Effect.of(Row.SELECT, Name.of("what it reads"), On.OTHER)) : effects;
    }

    private Effect write(Cursor cursor, boolean batch) {
        cursor.skip("ONLY");
        return Effect.of(batch ? Row.UPDATE_BATCH : Row.UPDATE_SOME, world.known(cursor.name()));
    }

    List<Effect> select(Cursor cursor) {
        cursor.skipRest();
        return List.of(Effect.of(Row.SELECT, Name.of("what it reads"), On.OTHER));
    }

    List<Effect> truncate(Cursor cursor) {
        cursor.skip("TABLE");
        List<Name> tables = cursor.names();
        boolean cascade = cursor.has("CASCADE");
        cursor.skipRest();
        return tables.stream()
                .map(table -> truncated(world.known(table), cascade))
                .toList();
    }

    private Effect truncated(Name table, boolean cascade) {
        Effect effect = Effect.of(Row.TRUNCATE, table).and(LockMode.ACCESS_EXCLUSIVE, table, On.INDEXES);
        return cascade ? effect.andOthers(world.children(table), On.OTHER) : effect;
    }

    List<Effect> lock(Cursor cursor) {
        cursor.skip("TABLE");
        List<Name> tables = cursor.names();
        Row row = Row.LOCK_TABLE;
        if (cursor.skip("IN")) {
            StringBuilder mode = new StringBuilder();
            while (!cursor.at("MODE")) {
                mode.append(mode.length() == 0 ? "" : " ").append(cursor.word());
                cursor.next();
            }
            row = LOCKS.getOrDefault(mode.toString(), Row.LOCK_TABLE);
            cursor.expect("MODE");
        }
        cursor.skip("NOWAIT");
        Row taken = row;
        return tables.stream()
                .map(table -> Effect.of(taken, world.known(table)))
                .toList();
    }
}
