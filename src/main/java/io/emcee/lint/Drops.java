package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code DROP} of anything. */
final class Drops {
    /** What no table is locked for, unless CASCADE reaches one. */
    private static final Set<String> OTHERS = Set.of(
            "FUNCTION",
            "PROCEDURE",
            "ROUTINE",
            "AGGREGATE",
            "TYPE",
            "DOMAIN",
            "SCHEMA",
            "EXTENSION",
            "ROLE",
            "USER",
            "OPERATOR",
            "COLLATION",
            "CAST",
            "SERVER",
            "PUBLICATION",
            "SUBSCRIPTION",
            "STATISTICS",
            "DATABASE",
            "EVENT",
            "TEXT",
            "OWNED",
            "CONVERSION",
            "LANGUAGE",
            "FOREIGN",
            "ACCESS",
            "TABLESPACE");

    private final World world;

    Drops(World world) {
        this.world = world;
    }

    /** What follows {@code DROP}. */
    List<Effect> read(Cursor cursor) {
        if (cursor.skip("TABLE")) {
            return tables(cursor);
        }
        if (cursor.skip("INDEX")) {
            return new Indexes(world).drop(cursor);
        }
        if (cursor.at("TRIGGER") || cursor.at("RULE") || cursor.at("POLICY")) {
            return onTable(cursor);
        }
        if (cursor.skip("VIEW") || cursor.skip("MATERIALIZED", "VIEW")) {
            return named(cursor, Row.DROP_VIEW);
        }
        return cursor.skip("SEQUENCE") ? named(cursor, Row.DROP_SEQUENCE) : other(cursor);
    }

    private List<Effect> tables(Cursor cursor) {
        cursor.skip("IF", "EXISTS");
        List<Name> tables = cursor.names().stream().map(world::known).toList();
        boolean cascade = cursor.skip("CASCADE");
        cursor.skip("RESTRICT");
        List<Effect> effects = new ArrayList<>();
        tables.forEach(table -> effects.add(table(table, cascade)));
        tables.forEach(world::drop);
        return effects;
    }

    private Effect table(Name table, boolean cascade) {
        Shape shape = world.table(table);
        List<Name> parents = new ArrayList<>(shape.parents());
        parents.remove(table);
        Effect effect = shape.partitionOf()
                .map(root -> Effect.of(Row.DROP_PARTITION, table).andOthers(List.of(root), On.OTHER))
                .orElseGet(() -> Effect.of(Row.DROP_TABLE, table));
        effect = effect.andOthers(parents, On.REFERENCED);
        for (Name parent : parents) {
            effect = effect.remark(Rule.DROP_LOCKS_REFERENCED_TABLE, parent.toString());
        }
        if (cascade) {
            effect = effect.andOthers(world.children(table), On.OTHER);
        }
        effect = effect.andOthers(world.partitions(table), On.PARTITION);
        return effect.remarkIf(cascade, Rule.CASCADE_DROPS_MORE, "");
    }

    private List<Effect> onTable(Cursor cursor) {
        Row row = cursor.at("TRIGGER") ? Row.DROP_TRIGGER : Row.ACCESS;
        cursor.next();
        cursor.skip("IF", "EXISTS");
        cursor.identifier();
        cursor.expect("ON");
        Effect effect = Effect.of(row, world.known(cursor.name()));
        return List.of(AlterTable.cascade(cursor, effect));
    }

    private List<Effect> named(Cursor cursor, Row row) {
        cursor.skip("IF", "EXISTS");
        List<Name> names = cursor.names();
        boolean cascade = cursor.skip("CASCADE");
        cursor.skip("RESTRICT");
        return names.stream()
                .map(name -> Effect.of(row, world.known(name), On.OTHER).remarkIf(cascade, Rule.CASCADE_DROPS_MORE, ""))
                .toList();
    }

    private static List<Effect> other(Cursor cursor) {
        String kind = cursor.word();
        if (!OTHERS.contains(kind)) {
            throw new NotUnderstood("unknown kind of object");
        }
        cursor.next();
        cursor.skip("IF", "EXISTS");
        Cursor name = cursor.until("CASCADE", "RESTRICT");
        String words = name.atEnd() ? kind : name.next().text();
        boolean cascade = cursor.has("CASCADE");
        cursor.skipRest();
        return List.of(
                Effect.of(Row.DROP_OBJECT, Name.of(words), On.OTHER).remarkIf(cascade, Rule.CASCADE_DROPS_MORE, ""));
    }
}
