package io.emcee.lint;

import io.emcee.catalog.SchemaShape;
import io.emcee.catalog.SchemaShape.Constraint;
import io.emcee.script.Token;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes a world of what a database says. */
final class Worlds {
    private final World world;

    private Worlds(World world) {
        this.world = world;
    }

    static World of(SchemaShape database) {
        Worlds worlds = new Worlds(new World(OptionalInt.of(database.serverVersion()), database.schema()));
        database.tables().forEach(worlds::table);
        database.constraints().forEach(worlds::constraint);
        database.indexes().forEach(index -> worlds.world.index(
                Name.of(index.name()), Name.of(index.table()), index.columns()));
        database.constrainedDomains().forEach(domain -> worlds.world.domain(domain, true));
        return worlds.world;
    }

    private void table(SchemaShape.Table table) {
        Shape shape = world.table(Name.of(table.name()));
        shape.bytes(OptionalLong.of(table.bytes()));
        shape.partitioned(table.partitioned());
        shape.partitionOf(table.partitionOf().map(Name::of));
        for (SchemaShape.Column column : table.columns()) {
            shape.column(column.name(), TypeName.of(column.type()));
            shape.notNull(column.name(), column.notNull());
        }
    }

    private void constraint(Constraint constraint) {
        Shape shape = world.table(Name.of(constraint.table()));
        if (constraint.referenced().isPresent()) {
            shape.foreignKey(
                    constraint.name(), Name.of(constraint.referenced().get()));
        } else {
            shape.check(constraint.name(), Proof.notNull(condition(constraint.definition())), constraint.validated());
        }
    }

    /** Of {@code CHECK ((a IS NOT NULL)) NOT VALID} what stands between the outer parentheses. */
    private static Cursor condition(String definition) {
        List<Token> tokens = Token.all(definition);
        Cursor cursor = new Cursor(tokens);
        return cursor.skip("CHECK") && cursor.at('(') ? cursor.group() : new Cursor(List.of());
    }
}
