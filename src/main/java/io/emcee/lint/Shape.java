package io.emcee.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is known of one table; changed as statements are read. Not thread-safe. */
final class Shape {
    /** Columns that a CHECK proves to be filled, once it is validated. */
    private record Check(Set<String> columns, boolean valid) {}

    private final Map<String, TypeName> columns = new HashMap<>();
    private final Set<String> notNull = new HashSet<>();
    private final Map<String, Check> checks = new HashMap<>();
    private final Map<String, Name> foreignKeys = new HashMap<>();
    private Optional<Name> partitionOf = Optional.empty();
    private boolean partitioned;
    private OptionalLong bytes = OptionalLong.empty();

    void column(String name, TypeName type) {
        columns.put(name, type);
    }

    Optional<TypeName> type(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    boolean uses(String type) {
        return columns.values().stream().anyMatch(column -> column.name().equals(type));
    }

    void dropColumn(String name) {
        columns.remove(name);
        notNull.remove(name);
        checks.values().removeIf(check -> check.columns().contains(name));
    }

    void notNull(String column, boolean set) {
        if (set) {
            notNull.add(column);
        } else {
            notNull.remove(column);
        }
    }

    /** Adds a CHECK that holds only where these columns are filled; none of them when it proves nothing. */
    void check(String name, Set<String> proved, boolean valid) {
        checks.put(name, new Check(proved, valid));
    }

    void foreignKey(String name, Name parent) {
        foreignKeys.put(name, parent);
    }

    Optional<Name> foreignKey(String name) {
        return Optional.ofNullable(foreignKeys.get(name));
    }

    /** The tables it refers to. */
    List<Name> parents() {
        return foreignKeys.values().stream().distinct().toList();
    }

    void validate(String constraint) {
        checks.computeIfPresent(constraint, (name, check) -> new Check(check.columns(), true));
    }

    void dropConstraint(String name) {
        checks.remove(name);
        foreignKeys.remove(name);
    }

    /** Whether no row can have NULL there, so that nobody needs to look. */
    boolean filled(String column) {
        return notNull.contains(column)
                || checks.values().stream()
                        .anyMatch(check -> check.valid() && check.columns().contains(column));
    }

    boolean notNull(String column) {
        return notNull.contains(column);
    }

    void partitionOf(Optional<Name> parent) {
        partitionOf = parent;
    }

    Optional<Name> partitionOf() {
        return partitionOf;
    }

    void partitioned(boolean root) {
        partitioned = root;
    }

    boolean partitioned() {
        return partitioned;
    }

    void bytes(OptionalLong size) {
        bytes = size;
    }

    /** With indexes and TOAST; empty where no database says it. */
    OptionalLong bytes() {
        return bytes;
    }
}
