package io.emcee.purge;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.ForeignKeys;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of a schema, and those of other schemas that depend on them, with the foreign keys between.
 *
 * @param schema of the service's tables
 */
record Relations(String schema, Map<QualifiedName, Table> tables, List<ForeignKey> keys) {
    Relations {
        keys = List.copyOf(keys);
    }

    /** Only reads catalogs, and takes no lock on the tables. */
    static Relations read(Connection connection, String schema, SoftDelete.Names names) throws SQLException {
        Map<QualifiedName, Table> tables = new LinkedHashMap<>();
        Set<ForeignKey> keys = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(Set.of(schema));
        Deque<String> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            String next = left.remove();
            Tables.of(connection, next, names).forEach(table -> tables.put(table.name(), table));
            for (ForeignKey key : ForeignKeys.of(connection, next)) {
                keys.add(key);
                if (seen.add(key.child().schema())) {
                    left.add(key.child().schema());
                }
            }
        }
        return new Relations(schema, tables, List.copyOf(keys));
    }

    Optional<Table> find(QualifiedName name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** A table of the service by its name alone. */
    Optional<Table> find(String name) {
        return find(new QualifiedName(schema, name));
    }

    List<ForeignKey> into(QualifiedName parent) {
        return keys.stream().filter(key -> key.parent().equals(parent)).toList();
    }
}
