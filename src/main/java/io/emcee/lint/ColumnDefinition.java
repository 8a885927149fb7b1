package io.emcee.lint;

import io.emcee.lint.Lock.On;
import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column as {@code ADD COLUMN} and {@code CREATE TABLE} define it. */
final class ColumnDefinition {
    private static final String[] AFTER_TYPE = {
        "CONSTRAINT",
        "NOT",
        "NULL",
        "CHECK",
        "DEFAULT",
        "GENERATED",
        "UNIQUE",
        "PRIMARY",
        "REFERENCES",
        "COLLATE",
        "STORAGE",
        "COMPRESSION",
        "DEFERRABLE",
        "INITIALLY",
        "NO",
        "ENFORCED"
    };

    private final World world;
    private final Name table;
    private final List<Row> rows = new ArrayList<>();
    private final List<Name> parents = new ArrayList<>();
    private final List<Effect.Remark> remarks = new ArrayList<>();
    private boolean filled;

    ColumnDefinition(World world, Name table) {
        this.world = world;
        this.table = table;
    }

    /** Reads a definition to its end; what it is for a table that is there. */
    List<Effect> add(Cursor cursor) {
        String column = cursor.identifier();
        TypeName type = TypeName.read(cursor.until(AFTER_TYPE));
        Shape shape = world.table(table);
        shape.column(column, type);
        if (type.serial()) {
            rows.add(Row.ADD_COLUMN_SEQUENCE);
            shape.notNull(column, true);
        } else if (world.constrainedDomain(type)) {
            rows.add(Row.ADD_COLUMN_DOMAIN);
        }
        while (!cursor.atEnd()) {
            constraint(cursor, column, shape);
        }
        return effects();
    }

    private List<Effect> effects() {
        if (!parents.isEmpty()) {
            rows.add(filled ? Row.ADD_COLUMN_REFERENCES_DEFAULT : Row.ADD_COLUMN_REFERENCES);
        }
        if (rows.isEmpty()) {
            rows.add(Row.ADD_COLUMN);
        }
        return rows.stream().map(this::effect).toList();
    }

    private Effect effect(Row row) {
        Effect effect = Effect.of(row, table);
        if (row == Row.ADD_COLUMN_REFERENCES || row == Row.ADD_COLUMN_REFERENCES_DEFAULT) {
            effect = effect.andOthers(parents, On.REFERENCED);
        }
        for (Effect.Remark remark : remarks) {
            effect = effect.remark(remark.rule(), remark.detail());
        }
        return effect;
    }

    private void constraint(Cursor cursor, String column, Shape shape) {
        Optional<String> name = cursor.skip("CONSTRAINT") ? Optional.of(cursor.identifier()) : Optional.empty();
        if (cursor.skip("NOT", "NULL")) {
            shape.notNull(column, true);
            cursor.skip("NO", "INHERIT");
        } else if (cursor.skip("CHECK")) {
            shape.check(name.orElse(table.name() + "_" + column + "_check"), Condition.of(cursor.group()), true);
            cursor.skip("NO", "INHERIT");
            rows.add(Row.ADD_COLUMN_CHECK);
        } else if (cursor.skip("DEFAULT")) {
            byDefault(cursor);
        } else if (cursor.skip("GENERATED")) {
            generated(cursor, column, shape);
        } else if (cursor.skip("REFERENCES")) {
            Name parent = world.known(cursor.name());
            List<String> referred = TableConstraint.referred(cursor);
            world.foreignKey(
                    table,
                    name.orElse(table.name() + "_" + column + "_fkey"),
                    new Key(List.of(column), parent, referred));
            parents.add(parent);
            TableConstraint.reference(cursor);
        } else if (cursor.skip("UNIQUE") || cursor.skip("PRIMARY", "KEY")) {
            rows.add(Row.ADD_COLUMN_UNIQUE);
            TableConstraint.index(cursor);
        } else {
            plain(cursor);
        }
    }

    private void byDefault(Cursor cursor) {
        List<Token> expression = expression(cursor);
        filled = expression.size() != 1 || !expression.get(0).is("NULL");
        if (Volatility.varies(expression)) {
            rows.add(Row.ADD_COLUMN_VOLATILE);
        }
    }

    /** A default ends where a constraint begins (b_expr of the grammar): it holds such words in parentheses only. */
    private static List<Token> expression(Cursor cursor) {
        if (cursor.at("NULL")) {
            return List.of(cursor.next());
        }
        return cursor.until(AFTER_TYPE).rest();
    }

    private void generated(Cursor cursor, String column, Shape shape) {
        if (!cursor.skip("ALWAYS")) {
            cursor.expect("BY", "DEFAULT");
        }
        cursor.expect("AS");
        if (cursor.skip("IDENTITY")) {
            rows.add(Row.ADD_COLUMN_SEQUENCE);
            shape.notNull(column, true);
            if (cursor.at('(')) {
                cursor.group();
            }
            return;
        }
        cursor.group();
        boolean stored = cursor.skip("STORED");
        if (stored) {
            rows.add(Row.ADD_COLUMN_STORED);
        } else {
            cursor.skip("VIRTUAL");
            if (world.olderThan(18)) {
                remarks.add(new Effect.Remark(Rule.NEEDS_NEWER_SERVER, "18 or newer"));
            }
        }
    }

    private static void plain(Cursor cursor) {
        if (cursor.skip("COLLATE")) {
            cursor.name();
        } else if (cursor.skip("STORAGE") || cursor.skip("COMPRESSION")) {
            cursor.identifier();
        } else if (!cursor.skip("NULL")) {
            throw new NotUnderstood("unknown constraint of a column");
        }
    }
}
