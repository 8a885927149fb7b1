package io.emcee.lint;

import java.util.Optional;

/** {@code ALTER COLUMN} of one column. */
final class AlterColumn {
    private final World world;
    private final Name table;
    private final String column;

    AlterColumn(World world, Name table, String column) {
        this.world = world;
        this.table = table;
        this.column = column;
    }

    /** What follows the column's name. */
    Effect read(Cursor action) {
        if (action.skip("TYPE") || action.skip("SET", "DATA", "TYPE")) {
            return type(action);
        }
        if (action.skip("SET", "NOT", "NULL")) {
            Row row = world.table(table).filled(column) ? Row.SET_NOT_NULL_PROVED : Row.SET_NOT_NULL;
            world.table(table).notNull(column, true);
            return Effect.of(row, table);
        }
        if (action.skip("DROP", "NOT", "NULL")) {
            world.table(table).notNull(column, false);
            return Effect.of(Row.DROP_NOT_NULL, table);
        }
        return action.skip("SET") ? set(action) : other(action);
    }

    private Effect set(Cursor action) {
        if (action.at('(')) {
            action.group();
            return Effect.of(Row.SET_COLUMN_OPTIONS, table);
        }
        Row row = switch (action.word()) {
            case "DEFAULT" -> Row.ALTER_DEFAULT;
            case "STATISTICS" -> Row.SET_STATISTICS;
            case "STORAGE", "COMPRESSION" -> Row.SET_STORAGE;
            case "GENERATED", "INCREMENT", "START", "RESTART", "MINVALUE", "MAXVALUE", "CACHE", "CYCLE", "NO" ->
                Row.IDENTITY;
            case "EXPRESSION" -> Row.SET_EXPRESSION;
            default -> throw new NotUnderstood("unknown action");
        };
        action.skipRest();
        Effect effect = Effect.of(row, table);
        return effect.remarkIf(
                row == Row.SET_EXPRESSION && world.olderThan(17), Rule.NEEDS_NEWER_SERVER, "17 or newer");
    }

    private Effect other(Cursor action) {
        Row row;
        if (action.skip("DROP", "DEFAULT")) {
            row = Row.ALTER_DEFAULT;
        } else if (action.at("DROP", "IDENTITY") || action.at("ADD", "GENERATED") || action.at("RESTART")) {
            row = Row.IDENTITY;
        } else if (action.at("DROP", "EXPRESSION")) {
            row = Row.DROP_EXPRESSION;
        } else {
            action.expect("RESET");
            row = Row.SET_COLUMN_OPTIONS;
        }
        action.skipRest();
        return Effect.of(row, table);
    }

    private Effect type(Cursor action) {
        TypeName wanted = TypeName.read(action.until("COLLATE", "USING"));
        Optional<TypeName> old = world.table(table).type(column);
        action.until("USING");
        boolean using = action.at("USING");
        action.skipRest();
        world.table(table).column(column, wanted);
        Effect effect = Effect.of(using ? Row.CHANGE_TYPE : change(old, wanted), table);
        for (Name other : world.bound(table, column)) {
            effect = effect.and(LockMode.ACCESS_EXCLUSIVE, other, Lock.On.REFERENCED)
                    .remark(Rule.LOCKS_REFERENCED_TABLE, other.toString());
        }
        return effect;
    }

    private Row change(Optional<TypeName> old, TypeName wanted) {
        if (world.constrainedDomain(wanted)) {
            return Row.CHANGE_TYPE;
        }
        if (old.isEmpty()) {
            return Row.CHANGE_UNKNOWN_TYPE;
        }
        TypeName from = world.base(old.get());
        TypeName to = world.base(wanted);
        Row widen = world.table(table).checked(column) ? Row.WIDEN_CHECKED_TYPE : Row.WIDEN_TYPE;
        if (from.changesTimeZone(to)) {
            return world.timeZoneUtc() ? widen : Row.CHANGE_TIME_ZONE;
        }
        return from.widensTo(to) ? widen : Row.CHANGE_TYPE;
    }
}
