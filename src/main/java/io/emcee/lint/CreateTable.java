package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE TABLE} in its forms: nobody waits for a new table, but for those it refers to or belongs to. */
final class CreateTable {
    private final World world;

    CreateTable(World world) {
        this.world = world;
    }

    /** What follows {@code CREATE TABLE}. */
    List<Effect> read(Cursor cursor, boolean temporary) {
        cursor.skip("IF", "NOT", "EXISTS");
        Name table = world.known(cursor.name());
        Shape shape = world.create(table);
        if (cursor.skip("PARTITION", "OF")) {
            return partition(cursor, table, shape);
        }
        boolean columns = cursor.at('(') && !isNames(cursor);
        List<Effect> effects = new ArrayList<>();
        if (columns) {
            cursor.group().list().forEach(element -> element(element, table));
        }
        boolean as = cursor.has("AS");
        effects.add(Effect.of(as ? Row.CREATE_TABLE_AS : Row.CREATE_TABLE, table));
        shape.partitioned(cursor.has("PARTITION", "BY"));
        if (!columns && !as && !cursor.at("OF")) {
            throw new NotUnderstood("no columns");
        }
        cursor.skipRest();
        shape.parents().stream()
                .filter(parent -> !parent.equals(table) && !temporary)
                .forEach(parent -> effects.add(Effect.of(Row.REFERENCE, parent, On.REFERENCED)));
        return effects;
    }

    /** {@code CREATE TABLE x (a, b) AS}: names without types. */
    private static boolean isNames(Cursor cursor) {
        Cursor ahead = new Cursor(cursor.rest());
        ahead.group();
        return ahead.at("AS");
    }

    private void element(Cursor element, Name table) {
        if (element.skip("LIKE")) {
            element.skipRest();
        } else if (TableConstraint.next(element)) {
            new TableConstraint(world, table).add(element);
        } else {
            new ColumnDefinition(world, table).add(element);
        }
        element.end();
    }

    private List<Effect> partition(Cursor cursor, Name table, Shape shape) {
        Name parent = world.known(cursor.name());
        world.partitionOf(table, parent);
        shape.partitioned(cursor.has("PARTITION", "BY"));
        cursor.skipRest();
        return List.of(Effect.of(Row.CREATE_TABLE, table), Effect.of(Row.CREATE_PARTITION, parent));
    }
}
