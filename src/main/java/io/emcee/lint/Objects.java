package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code CREATE} and {@code ALTER} of what is no table and no index. */
final class Objects {
    /** What locks no table. */
    private static final Set<String> FREE = Set.of(
            "FUNCTION",
            "PROCEDURE",
            "AGGREGATE",
            "SCHEMA",
            "EXTENSION",
            "ROLE",
            "USER",
            "GROUP",
            "OPERATOR",
            "COLLATION",
            "CAST",
            "DATABASE",
            "ROUTINE",
            "TEXT",
            "EVENT",
            "CONVERSION",
            "SERVER",
            "FOREIGN",
            "LANGUAGE",
            "TRUSTED",
            "DEFAULT",
            "SYSTEM",
            "TABLESPACE",
            "ACCESS",
            "SUBSCRIPTION");

    private final World world;

    Objects(World world) {
        this.world = world;
    }

    /** What follows {@code CREATE [OR REPLACE]}. */
    List<Effect> create(Cursor cursor, boolean replace) {
        cursor.skip("CONSTRAINT");
        cursor.skip("RECURSIVE");
        return switch (cursor.word()) {
            case "TRIGGER" -> onTable(cursor, Row.CREATE_TRIGGER);
            case "RULE" -> rule(cursor);
            case "POLICY" -> onTable(cursor, Row.ACCESS);
            case "VIEW" -> view(cursor, replace);
            case "MATERIALIZED" -> materialized(cursor);
            case "DOMAIN" -> domain(cursor);
            case "STATISTICS" -> statistics(cursor);
            case "PUBLICATION" -> publication(cursor);
            case "TYPE", "SEQUENCE" -> free(cursor, Row.CREATE_OBJECT);
            default -> other(cursor, Row.CREATE_OBJECT);
        };
    }

    /** What follows {@code ALTER}. */
    List<Effect> alter(Cursor cursor) {
        return switch (cursor.word()) {
            case "TRIGGER" -> onTable(cursor, Row.ALTER_TRIGGER);
            case "POLICY" -> onTable(cursor, Row.ACCESS);
            case "VIEW" -> named(cursor, Row.ALTER_VIEW, 1);
            case "MATERIALIZED" -> named(cursor, Row.ALTER_VIEW, 2);
            case "SEQUENCE" -> named(cursor, Row.ALTER_SEQUENCE, 1);
            case "DOMAIN" -> alterDomain(cursor);
            case "TYPE" -> alterType(cursor);
            case "PUBLICATION" -> publication(cursor);
            case "STATISTICS" -> free(cursor, Row.ALTER_OBJECT);
            default -> other(cursor, Row.ALTER_OBJECT);
        };
    }

    private List<Effect> onTable(Cursor cursor, Row row) {
        cursor.next();
        cursor.identifier();
        cursor.until("ON");
        cursor.expect("ON");
        Name table = world.known(cursor.name());
        cursor.skipRest();
        return List.of(Effect.of(row, table));
    }

    private List<Effect> rule(Cursor cursor) {
        cursor.until("TO");
        cursor.expect("TO");
        Name table = world.known(cursor.name());
        cursor.skipRest();
        return List.of(Effect.of(Row.ACCESS, table));
    }

    private List<Effect> view(Cursor cursor, boolean replace) {
        cursor.next();
        Name view = world.known(cursor.name());
        cursor.skipRest();
        return List.of(Effect.of(replace ? Row.ALTER_VIEW : Row.CREATE_VIEW, view, On.OTHER));
    }

    private List<Effect> materialized(Cursor cursor) {
        cursor.expect("MATERIALIZED", "VIEW");
        cursor.skip("IF", "NOT", "EXISTS");
        Name view = world.known(cursor.name());
        world.create(view);
        cursor.skipRest();
        return List.of(Effect.of(Row.CREATE_MATERIALIZED_VIEW, view));
    }

    private List<Effect> domain(Cursor cursor) {
        cursor.next();
        Name name = cursor.name();
        cursor.skip("AS");
        TypeName base = TypeName.read(cursor.until("COLLATE", "DEFAULT", "CONSTRAINT", "NOT", "NULL", "CHECK"));
        world.domain(name.name(), base, cursor.has("CHECK") || cursor.has("NOT", "NULL"));
        cursor.skipRest();
        return List.of(Effect.of(Row.CREATE_OBJECT, name, On.OTHER));
    }

    private List<Effect> alterDomain(Cursor cursor) {
        cursor.next();
        Name name = cursor.name();
        boolean checks = (cursor.at("ADD") && !cursor.has("NOT", "VALID"))
                || cursor.at("VALIDATE")
                || cursor.at("SET", "NOT", "NULL");
        Row row = checks ? Row.DOMAIN_CHECK : Row.ALTER_OBJECT;
        if (cursor.at("ADD")) {
            world.constrain(name.name());
        }
        cursor.skipRest();
        List<Name> users = world.usersOf(name.name());
        return checks && !users.isEmpty()
                ? users.stream().map(table -> Effect.of(row, table)).toList()
                : List.of(Effect.of(row, name, On.OTHER));
    }

    private static List<Effect> alterType(Cursor cursor) {
        cursor.next();
        Name name = cursor.name();
        boolean renames = cursor.at("RENAME") || cursor.at("SET", "SCHEMA");
        boolean attribute = cursor.has("ATTRIBUTE");
        cursor.skipRest();
        if (attribute) {
            throw new NotUnderstood("an attribute of a type changes, and with it the tables of that type");
        }
        return List.of(Effect.of(renames ? Row.RENAME_VALUE : Row.ALTER_OBJECT, name, On.OTHER));
    }

    private List<Effect> statistics(Cursor cursor) {
        cursor.until("FROM");
        cursor.expect("FROM");
        Name table = world.known(cursor.name());
        cursor.skipRest();
        return List.of(Effect.of(Row.STATISTICS, table));
    }

    private List<Effect> publication(Cursor cursor) {
        cursor.next();
        Name name = cursor.name();
        cursor.until("TABLE");
        if (!cursor.skip("TABLE")) {
            return List.of(Effect.of(Row.CREATE_OBJECT, name, On.OTHER));
        }
        return cursor.list().stream()
                .map(piece -> Effect.of(Row.PUBLICATION, world.known(first(piece))))
                .toList();
    }

    private static Name first(Cursor piece) {
        piece.skip("TABLE");
        piece.skip("ONLY");
        return piece.name();
    }

    private List<Effect> named(Cursor cursor, Row row, int words) {
        for (int i = 0; i < words; i++) {
            cursor.next();
        }
        cursor.skip("IF", "EXISTS");
        Name name = world.known(cursor.name());
        cursor.skipRest();
        return List.of(Effect.of(row, name, On.OTHER));
    }

    private static List<Effect> free(Cursor cursor, Row row) {
        cursor.next();
        cursor.skip("IF", "NOT", "EXISTS");
        cursor.skip("IF", "EXISTS");
        Name name = cursor.name();
        cursor.skipRest();
        return List.of(Effect.of(row, name, On.OTHER));
    }

    private static List<Effect> other(Cursor cursor, Row row) {
        String kind = cursor.word();
        if (!FREE.contains(kind)) {
            throw new NotUnderstood("unknown kind of object");
        }
        cursor.skipRest();
        return List.of(Effect.of(row, Name.of(kind.toLowerCase(Locale.ROOT)), On.OTHER));
    }
}
