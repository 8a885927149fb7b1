package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.List;
import java.util.Optional;

/** A constraint of a whole table, as {@code ADD} and {@code CREATE TABLE} have it. */
final class TableConstraint {
    private final World world;
    private final Name table;

    TableConstraint(World world, Name table) {
        this.world = world;
        this.table = table;
    }

    /** Whether a constraint comes next, not a column. */
    static boolean next(Cursor cursor) {
        return cursor.at("CONSTRAINT")
                || cursor.at("CHECK")
                || cursor.at("FOREIGN", "KEY")
                || cursor.at("UNIQUE")
                || cursor.at("PRIMARY", "KEY")
                || cursor.at("EXCLUDE")
                || cursor.at("NOT", "NULL");
    }

    /** Reads a constraint to its end, as one that is added to a table that is there. */
    Effect add(Cursor cursor) {
        Optional<String> name = cursor.skip("CONSTRAINT") ? Optional.of(cursor.identifier()) : Optional.empty();
        if (cursor.skip("CHECK")) {
            return check(cursor, name);
        }
        if (cursor.skip("FOREIGN", "KEY")) {
            return foreignKey(cursor, name);
        }
        if (cursor.skip("NOT", "NULL")) {
            return notNull(cursor, name);
        }
        if (cursor.skip("EXCLUDE")) {
            cursor.skipRest();
            return Effect.of(Row.ADD_INDEX_CONSTRAINT, table);
        }
        return unique(cursor);
    }

    private Effect check(Cursor cursor, Optional<String> name) {
        Cursor condition = cursor.group();
        boolean valid = valid(cursor);
        world.table(table).check(name.orElse(table.name() + "_check"), Condition.of(condition), valid);
        return Effect.of(valid ? Row.ADD_CHECK : Row.ADD_CHECK_NOT_VALID, table);
    }

    private Effect foreignKey(Cursor cursor, Optional<String> name) {
        List<String> columns = cursor.columns();
        cursor.expect("REFERENCES");
        Name parent = world.known(cursor.name());
        List<String> referred = referred(cursor);
        boolean valid = reference(cursor);
        Shape shape = world.table(table);
        world.foreignKey(
                table,
                name.orElse(table.name() + "_" + String.join("_", columns) + "_fkey"),
                new Key(columns, parent, referred));
        return Effect.of(valid ? Row.ADD_FOREIGN_KEY : Row.ADD_FOREIGN_KEY_NOT_VALID, table)
                .andOthers(List.of(parent), On.REFERENCED)
                .remarkIf(
                        !valid && shape.partitioned() && world.olderThan(18),
                        Rule.NEEDS_NEWER_SERVER,
                        "18 or newer for a partitioned table");
    }

    private Effect notNull(Cursor cursor, Optional<String> name) {
        String column = cursor.identifier();
        boolean valid = valid(cursor);
        boolean proved = world.table(table).filled(column);
        if (valid) {
            world.table(table).notNull(column, true);
        } else {
            name.ifPresent(known -> world.table(table).check(known, Condition.filled(column), false));
        }
        Row row = valid ? proved ? Row.SET_NOT_NULL_PROVED : Row.ADD_NOT_NULL : Row.ADD_NOT_NULL_NOT_VALID;
        return Effect.of(row, table).remarkIf(world.olderThan(18), Rule.NEEDS_NEWER_SERVER, "18 or newer");
    }

    private Effect unique(Cursor cursor) {
        boolean primary = cursor.skip("PRIMARY", "KEY");
        if (!primary) {
            cursor.expect("UNIQUE");
        }
        if (!cursor.skip("USING", "INDEX")) {
            cursor.skip("NULLS", "NOT", "DISTINCT");
            cursor.skip("NULLS", "DISTINCT");
            List<String> columns = cursor.columns();
            index(cursor);
            columns.forEach(column -> world.table(table).notNull(column, primary));
            return Effect.of(Row.ADD_INDEX_CONSTRAINT, table);
        }
        Name index = cursor.name();
        index(cursor);
        return Effect.of(primary && !filled(index) ? Row.ADD_PRIMARY_KEY_USING : Row.ADD_CONSTRAINT_USING, table);
    }

    private boolean filled(Name index) {
        return world.columnsOf(index)
                .filter(columns -> columns.stream().allMatch(world.table(table)::notNull))
                .isPresent();
    }

    Effect drop(Cursor cursor) {
        cursor.skip("IF", "EXISTS");
        String name = cursor.identifier();
        Shape shape = world.table(table);
        Effect effect = shape.foreignKey(name)
                .map(parent -> Effect.of(Row.DROP_FOREIGN_KEY, table)
                        .andOthers(List.of(parent), On.REFERENCED)
                        .remark(Rule.LOCKS_REFERENCED_TABLE, parent.toString()))
                .orElseGet(() -> Effect.of(Row.DROP_CONSTRAINT, table));
        shape.dropConstraint(name);
        return AlterTable.cascade(cursor, effect);
    }

    /** The columns behind the name of the referenced table; empty where none are named. */
    static List<String> referred(Cursor cursor) {
        return cursor.at('(') ? cursor.columns() : List.of();
    }

    /** What follows the referenced table and its columns; whether the key is validated at once. */
    static boolean reference(Cursor cursor) {
        while (cursor.skip("MATCH") || cursor.at("ON", "DELETE") || cursor.at("ON", "UPDATE")) {
            action(cursor);
        }
        return valid(cursor);
    }

    private static void action(Cursor cursor) {
        if (!cursor.skip("ON", "DELETE") && !cursor.skip("ON", "UPDATE")) {
            cursor.next();
            return;
        }
        if (cursor.skip("SET", "NULL") || cursor.skip("SET", "DEFAULT")) {
            if (cursor.at('(')) {
                cursor.group();
            }
        } else if (!cursor.skip("NO", "ACTION") && !cursor.skip("CASCADE")) {
            cursor.expect("RESTRICT");
        }
    }

    /** What follows the columns of a unique constraint. */
    static void index(Cursor cursor) {
        if (cursor.skip("INCLUDE")) {
            cursor.group();
        }
        if (cursor.skip("WITH")) {
            cursor.group();
        }
        if (cursor.skip("USING", "INDEX", "TABLESPACE")) {
            cursor.identifier();
        }
        valid(cursor);
    }

    /** The attributes of a constraint; false for {@code NOT VALID} and {@code NOT ENFORCED}. */
    private static boolean valid(Cursor cursor) {
        boolean valid = true;
        while (true) {
            if (cursor.skip("NOT", "VALID") || cursor.skip("NOT", "ENFORCED")) {
                valid = false;
            } else if (!(cursor.skip("NOT", "DEFERRABLE")
                    || cursor.skip("DEFERRABLE")
                    || cursor.skip("INITIALLY", "DEFERRED")
                    || cursor.skip("INITIALLY", "IMMEDIATE")
                    || cursor.skip("ENFORCED")
                    || cursor.skip("NO", "INHERIT"))) {
                return valid;
            }
        }
    }
}
