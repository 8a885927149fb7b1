package io.emcee.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is known of the tables when a statement comes: from the database, if there is one, and from the revisions before.
 * The statements that are read change it. Not thread-safe.
 */
final class World {
    private record Domain(TypeName base, boolean constrained) {}

    private record Index(Name table, List<String> columns) {}

    private final OptionalInt server;
    private final String schema;
    private final Map<Name, Shape> tables = new HashMap<>();
    /** By parent the tables that refer to it or belong to it, or once did: a database has too many to go over them all. */
    private final Map<Name, Set<Name>> tied = new HashMap<>();

    private final Map<Name, Index> indexes = new HashMap<>();
    private final Map<String, Domain> domains = new HashMap<>();
    private final Set<Name> fresh = new HashSet<>();
    private boolean utc;

    /**
     * An empty world.
     *
     * @param server {@code 170011} for 17.11, when there is one
     * @param schema the target's own; names in it are the same with and without it
     */
    World(OptionalInt server, String schema) {
        this.server = server;
        this.schema = schema;
    }

    /** A new revision begins: nothing is new any more. */
    void nextRevision() {
        fresh.clear();
    }

    /** A new transaction begins. */
    void nextTransaction() {
        utc = false;
    }

    Name known(Name name) {
        return name.schema().filter(schema::equals).isPresent() ? Name.of(name.name()) : name;
    }

    /** The table of a name; an empty one when nothing is known of it. */
    Shape table(Name name) {
        return tables.computeIfAbsent(known(name), any -> new Shape());
    }

    Optional<Shape> find(Name name) {
        return Optional.ofNullable(tables.get(known(name)));
    }

    /** Adds a table that the revision makes. */
    Shape create(Name name) {
        Name table = known(name);
        if (!tables.containsKey(table)) {
            fresh.add(table);
        }
        return table(table);
    }

    /** Whether the revision itself has made the table: no service knows it yet. */
    boolean fresh(Name table) {
        return fresh.contains(known(table));
    }

    void drop(Name table) {
        tables.remove(known(table));
        fresh.remove(known(table));
    }

    /** The tables with a foreign key to this one. */
    List<Name> children(Name parent) {
        Name name = known(parent);
        return names(tied(name), shape -> shape.parents().contains(name));
    }

    /** The tables at the other end of every foreign key from or to a column. */
    List<Name> bound(Name table, String column) {
        Name name = known(table);
        List<Name> bound = new ArrayList<>(names(
                tied(name), shape -> shape.foreignKeys().stream().anyMatch(key -> key.leadsTo(name, column))));
        table(name).foreignKeys().stream()
                .filter(key -> key.columns().contains(column))
                .forEach(key -> bound.add(key.parent()));
        bound.remove(name);
        return bound;
    }

    List<Name> partitions(Name parent) {
        Name name = known(parent);
        return names(
                tied(name), shape -> shape.partitionOf().filter(name::equals).isPresent());
    }

    /** Gives a table a foreign key. */
    void foreignKey(Name table, String name, Key key) {
        table(table).foreignKey(name, key);
        tie(table, key.parent());
    }

    /** Makes a table a partition. */
    void partitionOf(Name table, Name parent) {
        table(table).partitionOf(Optional.of(known(parent)));
        tie(table, parent);
    }

    private void tie(Name table, Name parent) {
        tied.computeIfAbsent(known(parent), any -> new TreeSet<>(Comparator.comparing(Name::toString)))
                .add(known(table));
    }

    private Set<Name> tied(Name parent) {
        return tied.getOrDefault(parent, Set.of());
    }

    private List<Name> names(Collection<Name> candidates, Predicate<Shape> wanted) {
        return candidates.stream()
                .filter(candidate -> find(candidate).filter(wanted).isPresent())
                .toList();
    }

    /** The tables with a column of a type. */
    List<Name> usersOf(String type) {
        return names(tables.keySet(), shape -> shape.uses(type));
    }

    void index(Name index, Name table, List<String> columns) {
        indexes.put(known(index), new Index(known(table), columns));
    }

    Optional<Name> tableOf(Name index) {
        return Optional.ofNullable(indexes.get(known(index))).map(Index::table);
    }

    /** The columns of an index, when it is known. */
    Optional<List<String>> columnsOf(Name index) {
        return Optional.ofNullable(indexes.get(known(index))).map(Index::columns);
    }

    void domain(String name, TypeName base, boolean constrained) {
        domains.put(name, new Domain(base, constrained));
    }

    /** Whether the type is a domain whose values are checked. */
    boolean constrainedDomain(TypeName type) {
        return find(type).filter(Domain::constrained).isPresent();
    }

    /** The type that is stored: of a domain what it is made of, else the same. */
    TypeName base(TypeName type) {
        return find(type).map(domain -> base(domain.base())).orElse(type);
    }

    private Optional<Domain> find(TypeName type) {
        return type.array() ? Optional.empty() : Optional.ofNullable(domains.get(type.name()));
    }

    /** A constraint is added to a domain. */
    void constrain(String domain) {
        domains.computeIfPresent(domain, (name, known) -> new Domain(known.base(), true));
    }

    void timeZoneIsUtc() {
        utc = true;
    }

    boolean timeZoneUtc() {
        return utc;
    }

    /** Whether the server is known and older than a major version. */
    boolean olderThan(int major) {
        return server.isPresent() && server.getAsInt() / 10_000 < major;
    }

    /** CREATE INDEX CONCURRENTLY could corrupt the index until 14.4 (release notes of 14.4). */
    boolean corruptsConcurrentIndexes() {
        return server.isPresent() && server.getAsInt() >= 140_000 && server.getAsInt() < 140_004;
    }

    String serverVersion() {
        int number = server.orElse(0);
        return number / 10_000 + "." + number % 10_000;
    }
}
