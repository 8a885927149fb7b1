package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.List;

/** Statements that look after tables and settings. */
final class Upkeep {
    private final World world;

    Upkeep(World world) {
        this.world = world;
    }

    List<Effect> set(Cursor cursor) {
        boolean zone = cursor.has("TIMEZONE") || cursor.has("TIME", "ZONE");
        boolean utc = cursor.rest().stream().anyMatch(token -> token.text().equalsIgnoreCase("'UTC'"));
        cursor.skipRest();
        if (zone && utc) {
            world.timeZoneIsUtc();
        }
        return List.of(Effect.of(Row.SETTING, Name.of("a setting"), On.OTHER));
    }

    List<Effect> comment(Cursor cursor) {
        cursor.skip("LABEL");
        cursor.expect("ON");
        boolean table = cursor.skip("TABLE");
        boolean column = !table && cursor.skip("COLUMN");
        if (!table && !column) {
            cursor.skipRest();
            return List.of(Effect.of(Row.ALTER_OBJECT, Name.of("a comment"), On.OTHER));
        }
        Name name = column ? ofColumn(cursor) : cursor.name();
        cursor.expect("IS");
        cursor.skipRest();
        return List.of(Effect.of(Row.COMMENT, world.known(name)));
    }

    /** {@code [schema.]table.column}. */
    private static Name ofColumn(Cursor cursor) {
        Name table = cursor.name();
        List<String> schema = table.schema().stream().toList();
        if (schema.isEmpty()) {
            throw new NotUnderstood("no table before the column");
        }
        return Name.of(schema.get(0));
    }

    List<Effect> analyze(Cursor cursor) {
        return tables(cursor, Row.ANALYZE);
    }

    List<Effect> vacuum(Cursor cursor) {
        boolean full = cursor.at('(') ? cursor.group().has("FULL") : cursor.skip("FULL");
        cursor.skip("FREEZE");
        cursor.skip("VERBOSE");
        cursor.skip("ANALYZE");
        return tables(cursor, full ? Row.VACUUM_FULL : Row.VACUUM);
    }

    List<Effect> cluster(Cursor cursor) {
        return tables(cursor, Row.VACUUM_FULL);
    }

    private List<Effect> tables(Cursor cursor, Row row) {
        if (cursor.at('(')) {
            cursor.group();
        }
        cursor.skip("VERBOSE");
        if (cursor.atEnd()) {
            return List.of(Effect.of(row, Name.of("every table"), On.OTHER));
        }
        return cursor.list().stream()
                .map(piece -> Effect.of(row, world.known(piece.name())))
                .toList();
    }

    List<Effect> refresh(Cursor cursor) {
        cursor.expect("MATERIALIZED", "VIEW");
        boolean concurrently = cursor.skip("CONCURRENTLY");
        Name view = world.known(cursor.name());
        cursor.skip("WITH", "DATA");
        cursor.skip("WITH", "NO", "DATA");
        return List.of(Effect.of(concurrently ? Row.REFRESH_CONCURRENTLY : Row.REFRESH, view));
    }

    List<Effect> grant(Cursor cursor) {
        cursor.skipRest();
        return List.of(Effect.of(Row.GRANT, Name.of("rights"), On.OTHER));
    }
}
