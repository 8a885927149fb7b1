package io.emcee.lint;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is known of one table; changed as statements are read. Not thread-safe. */
final class Shape {
    private record Check(Condition condition, boolean valid) {}

    private final Map<String, TypeName> columns = new HashMap<>();
    private final Set<String> notNull = new HashSet<>();
    private final Map<String, Check> checks = new HashMap<>();
    private final Map<String, Key> foreignKeys = new HashMap<>();
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
        checks.values().removeIf(check -> check.condition().names().contains(name));
    }

    void notNull(String column, boolean set) {
        if (set) {
            notNull.add(column);
        } else {
            notNull.remove(column);
        }
    }

    void check(String name, Condition condition, boolean valid) {
        checks.put(name, new Check(condition, valid));
    }

    /** Whether a CHECK is about the column. */
    boolean checked(String column) {
        return checks.values().stream()
                .anyMatch(check -> check.condition().names().contains(column));
    }

    void foreignKey(String name, Key key) {
        foreignKeys.put(name, key);
    }

    /** The table that a foreign key refers to; empty when the constraint is another one, or not known. */
    Optional<Name> foreignKey(String name) {
        return Optional.ofNullable(foreignKeys.get(name)).map(Key::parent);
    }

    Collection<Key> foreignKeys() {
        return foreignKeys.values();
    }

    /** The tables it refers to. */
    List<Name> parents() {
        return foreignKeys.values().stream().map(Key::parent).distinct().toList();
    }

    void validate(String constraint) {
        checks.computeIfPresent(constraint, (name, check) -> new Check(check.condition(), true));
    }

    void dropConstraint(String name) {
        checks.remove(name);
        foreignKeys.remove(name);
    }

    /** Whether no row can have NULL there, so that nobody needs to look. */
    boolean filled(String column) {
        return notNull.contains(column)
                || checks.values().stream()
                        .anyMatch(check ->
                                check.valid() && check.condition().filled().contains(column));
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
