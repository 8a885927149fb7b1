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
        database.indexes()
                .forEach(index -> worlds.world.index(Name.of(index.name()), Name.of(index.table()), index.columns()));
        database.domains()
                .forEach(
                        domain -> worlds.world.domain(domain.name(), TypeName.of(domain.base()), domain.constrained()));
        return worlds.world;
    }

    private void table(SchemaShape.Table table) {
        Shape shape = world.table(Name.of(table.name()));
        shape.bytes(OptionalLong.of(table.bytes()));
        shape.partitioned(table.partitioned());
        table.partitionOf().ifPresent(parent -> world.partitionOf(Name.of(table.name()), Name.of(parent)));
        for (SchemaShape.Column column : table.columns()) {
            shape.column(column.name(), TypeName.of(column.type()));
            shape.notNull(column.name(), column.notNull());
        }
    }

    private void constraint(Constraint constraint) {
        Shape shape = world.table(Name.of(constraint.table()));
        Cursor definition = new Cursor(Token.all(constraint.definition()));
        if (definition.skip("FOREIGN", "KEY")) {
            world.foreignKey(Name.of(constraint.table()), constraint.name(), key(definition));
        } else if (definition.skip("CHECK")) {
            shape.check(constraint.name(), Condition.of(definition.group()), constraint.validated());
        } else if (definition.skip("NOT", "NULL") && !constraint.validated()) {
            // The catalog says NOT NULL of the column already, but no row was looked at.
            String column = definition.identifier();
            shape.notNull(column, false);
            shape.check(constraint.name(), Condition.filled(column), false);
        }
    }

    /** {@code FOREIGN KEY (a) REFERENCES parent(b)}. */
    private Key key(Cursor definition) {
        List<String> columns = definition.columns();
        definition.expect("REFERENCES");
        return new Key(columns, world.known(definition.name()), TableConstraint.referred(definition));
    }
}
