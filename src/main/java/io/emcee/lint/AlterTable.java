package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code ALTER TABLE}: each action is a row; the statement takes the strongest lock of them all. */
final class AlterTable {
    /** Those that touch the parent alone. */
    private static final Set<Row> ALONE = EnumSet.of(
            Row.RENAME,
            Row.SET_SCHEMA,
            Row.RENAME_CONSTRAINT,
            Row.ATTACH_PARTITION,
            Row.ATTACHED,
            Row.DETACH_PARTITION,
            Row.DETACH_PARTITION_CONCURRENTLY,
            Row.ACCESS,
            Row.SET_TABLE_OPTIONS,
            Row.SET_COLUMN_OPTIONS,
            Row.CLUSTER_ON,
            Row.ADD_CONSTRAINT_USING,
            Row.ADD_PRIMARY_KEY_USING);

    private final World world;

    AlterTable(World world) {
        this.world = world;
    }

    /** What follows {@code ALTER TABLE}. */
    List<Effect> read(Cursor cursor) {
        cursor.skip("IF", "EXISTS");
        boolean only = cursor.skip("ONLY");
        Name table = world.known(cursor.name());
        cursor.skip('*');
        List<Cursor> actions = new ArrayList<>(cursor.list());
        if (actions.isEmpty()) {
            throw new NotUnderstood("no action");
        }
        // PostgreSQL drops first, whatever the order: a CHECK that goes proves nothing to a SET NOT NULL beside it.
        actions.sort(Comparator.comparing(action -> !action.at("DROP")));
        List<Effect> effects = new ArrayList<>();
        for (Cursor action : actions) {
            effects.addAll(action(action, table));
            action.end();
        }
        return only ? effects : effects.stream().map(this::andPartitions).toList();
    }

    private Effect andPartitions(Effect effect) {
        List<Name> partitions = world.partitions(effect.table());
        if (ALONE.contains(effect.row()) || partitions.isEmpty()) {
            return effect;
        }
        Effect all = effect;
        for (Name partition : partitions) {
            all = all.and(effect.row().lock(), partition, On.PARTITION);
        }
        return all.remark(Rule.LOCKS_EVERY_PARTITION, "");
    }

    private List<Effect> action(Cursor action, Name table) {
        return switch (action.next().text().toUpperCase(Locale.ROOT)) {
            case "ADD" -> add(action, table);
            case "DROP" -> List.of(drop(action, table));
            case "ALTER" -> List.of(alter(action, table));
            case "RENAME" -> List.of(rename(action, table));
            case "VALIDATE" -> List.of(validate(action, table));
            case "ATTACH" -> attach(action, table);
            case "DETACH" -> List.of(detach(action, table));
            case "SET" -> List.of(set(action, table));
            case "RESET" -> List.of(options(action, table));
            case "ENABLE", "DISABLE" -> List.of(enable(action, table));
            case "FORCE", "NO" -> List.of(force(action, table));
            case "CLUSTER" -> List.of(clusterOn(action, table));
            case "INHERIT" -> List.of(inherit(action, table));
            case "OF", "NOT" -> List.of(rest(Row.OF_TYPE, action, table));
            case "OWNER", "REPLICA" -> List.of(rest(Row.ACCESS, action, table));
            default -> throw new NotUnderstood("unknown action");
        };
    }

    private List<Effect> add(Cursor action, Name table) {
        if (TableConstraint.next(action)) {
            return List.of(new TableConstraint(world, table).add(action));
        }
        action.skip("COLUMN");
        action.skip("IF", "NOT", "EXISTS");
        return new ColumnDefinition(world, table).add(action);
    }

    private Effect drop(Cursor action, Name table) {
        if (action.skip("CONSTRAINT")) {
            return new TableConstraint(world, table).drop(action);
        }
        action.skip("COLUMN");
        action.skip("IF", "EXISTS");
        world.table(table).dropColumn(action.identifier());
        return cascade(action, Effect.of(Row.DROP_COLUMN, table));
    }

    static Effect cascade(Cursor cursor, Effect effect) {
        boolean cascade = cursor.skip("CASCADE");
        cursor.skip("RESTRICT");
        return effect.remarkIf(cascade, Rule.CASCADE_DROPS_MORE, "");
    }

    private Effect alter(Cursor action, Name table) {
        if (action.skip("CONSTRAINT")) {
            return rest(Row.ALTER_CONSTRAINT, action, table);
        }
        action.skip("COLUMN");
        return new AlterColumn(world, table, action.identifier()).read(action);
    }

    private Effect rename(Cursor action, Name table) {
        if (action.skip("CONSTRAINT")) {
            return rest(Row.RENAME_CONSTRAINT, action, table);
        }
        boolean whole = action.skip("TO");
        if (!whole) {
            action.skip("COLUMN");
            action.identifier();
            action.expect("TO");
        }
        action.identifier();
        return Effect.of(Row.RENAME, table);
    }

    private Effect validate(Cursor action, Name table) {
        action.expect("CONSTRAINT");
        String name = action.identifier();
        Shape shape = world.table(table);
        shape.validate(name);
        return shape.foreignKey(name)
                .map(parent -> Effect.of(Row.VALIDATE_FOREIGN_KEY, table).andOthers(List.of(parent), On.REFERENCED))
                .orElseGet(() -> Effect.of(Row.VALIDATE_CHECK, table));
    }

    private List<Effect> attach(Cursor action, Name table) {
        action.expect("PARTITION");
        Name partition = world.known(action.name());
        if (!action.at("FOR", "VALUES") && !action.at("DEFAULT")) {
            throw new NotUnderstood("no bounds of the partition");
        }
        action.skipRest();
        world.partitionOf(partition, table);
        return List.of(Effect.of(Row.ATTACH_PARTITION, table), Effect.of(Row.ATTACHED, partition));
    }

    private Effect detach(Cursor action, Name table) {
        action.expect("PARTITION");
        Name partition = world.known(action.name());
        boolean gently = action.skip("CONCURRENTLY") || action.skip("FINALIZE");
        world.table(partition).partitionOf(Optional.empty());
        return Effect.of(gently ? Row.DETACH_PARTITION_CONCURRENTLY : Row.DETACH_PARTITION, table)
                .andOthers(List.of(partition), On.PARTITION);
    }

    private Effect set(Cursor action, Name table) {
        if (action.at('(')) {
            return options(action, table);
        }
        if (action.skip("WITHOUT", "CLUSTER")) {
            return Effect.of(Row.CLUSTER_ON, table);
        }
        if (action.skip("LOGGED") || action.skip("UNLOGGED")) {
            return Effect.of(Row.SET_PERSISTENCE, table);
        }
        if (action.skip("ACCESS", "METHOD")) {
            return rest(Row.SET_PERSISTENCE, action, table);
        }
        Row row = action.skip("TABLESPACE") ? Row.SET_TABLESPACE : Row.SET_SCHEMA;
        if (row == Row.SET_SCHEMA) {
            action.expect("SCHEMA");
        }
        return rest(row, action, table);
    }

    private static Effect options(Cursor action, Name table) {
        action.group();
        return Effect.of(Row.SET_TABLE_OPTIONS, table);
    }

    private static Effect enable(Cursor action, Name table) {
        boolean always = action.skip("REPLICA") || action.skip("ALWAYS");
        if (action.skip("TRIGGER")) {
            return rest(Row.SWITCH_TRIGGER, action, table);
        }
        if (!action.at("RULE") && (always || !action.at("ROW", "LEVEL", "SECURITY"))) {
            throw new NotUnderstood("unknown action");
        }
        return rest(Row.ACCESS, action, table);
    }

    private static Effect force(Cursor action, Name table) {
        if (action.skip("INHERIT")) {
            return inherit(action, table);
        }
        action.skip("FORCE");
        action.expect("ROW", "LEVEL", "SECURITY");
        return Effect.of(Row.ACCESS, table);
    }

    private static Effect clusterOn(Cursor action, Name table) {
        action.expect("ON");
        return rest(Row.CLUSTER_ON, action, table);
    }

    private static Effect inherit(Cursor action, Name table) {
        return Effect.of(Row.INHERIT, table).andOthers(List.of(action.name()), On.OTHER);
    }

    private static Effect rest(Row row, Cursor action, Name table) {
        action.skipRest();
        return Effect.of(row, table);
    }
}
