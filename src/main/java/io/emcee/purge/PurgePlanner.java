package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import io.emcee.engine.Engine;
import io.emcee.engine.Gate;
import io.emcee.script.Guard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes plans of purges, on a connection that cannot write. Thread-safe. */
public final class PurgePlanner {
    private final Engine engine;
    private final PurgeRules rules;
    private final Patience patience;

    public PurgePlanner(Engine engine, PurgeRules rules) {
        this(engine, rules, new Patience());
    }

    /** @param patience by which the making of a plan can be ended */
    public PurgePlanner(Engine engine, PurgeRules rules, Patience patience) {
        this.engine = engine;
        this.rules = rules;
        this.patience = patience;
    }

    /**
     * What a purge would do.
     *
     * @throws PurgeRefused when a table may not or cannot be purged, or when there is none to purge
     */
    public PurgePlan plan(PurgeRequest request) {
        return engine.read(
                "purge plan",
                connection -> patience.during(connection, () -> {
                    Relations relations = Relations.read(connection, engine.schema(connection), rules.names());
                    Holds.Active holds = Holds.active(connection);
                    List<Tree> trees = trees(request, relations);
                    Duration age = request.age().orElseGet(() -> age(trees));
                    Cutoff cutoff =
                            request.cutoff().map(at -> new Cutoff(at, age)).orElse(Cutoff.before(now(connection), age));
                    List<PurgePlan.Root> roots = new ArrayList<>();
                    for (Tree tree : trees) {
                        Counts counts = new Counting(connection, new Hindrances(tree, cutoff, holds)).all();
                        roots.add(new PurgePlan.Root(tree, guard(tree.root()), counts));
                    }
                    List<PurgePlan.Closed> closed = new ArrayList<>(
                            trees.stream().flatMap(this::unindexed).distinct().toList());
                    for (Tree tree : trees) {
                        Optional<PurgePlan.Closed> more = switch (request.scope()) {
                            case EACH -> Optional.empty();
                            case LAST -> unfinished(connection, tree, cutoff, holds);
                            case TREES -> young(tree, age);
                        };
                        more.ifPresent(closed::add);
                    }
                    return new PurgePlan(request.scope(), cutoff, roots, request.limit(), closed, holds.holds());
                }));
    }

    /** The server's time: a client's clock may be wrong, and a service's hosts have several. */
    static Instant now(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Duration age(List<Tree> trees) {
        return trees.stream()
                .flatMap(tree -> guard(tree.root()).stream())
                .map(Guard::age)
                .max(Comparator.naturalOrder())
                .orElse(PurgeRequest.AGE);
    }

    private Optional<Guard> guard(Table table) {
        return rules.guard(table.name().name());
    }

    private List<Tree> trees(PurgeRequest request, Relations relations) {
        List<Table> wanted = request.tables().isEmpty()
                ? unguarded(relations)
                : request.tables().stream().map(name -> named(name, relations)).toList();
        if (wanted.isEmpty()) {
            throw new PurgeRefused(
                    "No table may be purged: the revision set \"" + engine.set().name()
                            + "\" names none (soft_delete: {tables: [...]}), and neither does the target (purge: {tables: [...]}).");
        }
        Map<QualifiedName, Tree> trees = new TreeMap<>(Comparator.comparing(QualifiedName::toString));
        wanted.forEach(table -> trees.put(table.name(), Tree.of(table, relations)));
        List<Tree> roots = request.scope() == PurgeRequest.Scope.TREES
                ? trees.values().stream().filter(tree -> top(tree, trees)).toList()
                : List.copyOf(trees.values());
        List<Tree> ordered = childrenFirst(roots);
        ordered.forEach(tree -> refuse(tree, ordered));
        return ordered;
    }

    private List<Table> unguarded(Relations relations) {
        return relations.tables().values().stream()
                .filter(table -> table.name().schema().equals(relations.schema()))
                .filter(table -> rules.tables().contains(table.name().name()))
                .filter(table -> guard(table).isEmpty())
                .toList();
    }

    private Table named(String name, Relations relations) {
        Table table = relations
                .find(name)
                .orElseThrow(() -> new PurgeRefused(
                        "There is no table \"" + name + "\" in schema \"" + relations.schema() + "\"."));
        if (!rules.tables().contains(name)) {
            throw new PurgeRefused("The table \"" + name + "\" may not be purged, since neither the revision set \""
                    + engine.set().name() + "\" nor the target names it; name it in purge: {tables: [...]}.");
        }
        return table;
    }

    /** Whether it goes with no other; of a cycle all are at the top. */
    private static boolean top(Tree tree, Map<QualifiedName, Tree> all) {
        QualifiedName name = tree.root().name();
        return all.values().stream()
                .filter(other -> !other.root().name().equals(name))
                .noneMatch(other -> other.has(name) && !tree.has(other.root().name()));
    }

    /** Rows that depend on others first, so that a table finds nothing of them left. */
    private static List<Tree> childrenFirst(List<Tree> trees) {
        List<Tree> ordered = new ArrayList<>();
        for (Tree tree : trees) {
            int place = 0;
            while (place < ordered.size() && !ordered.get(place).has(tree.root().name())) {
                place++;
            }
            ordered.add(place, tree);
        }
        return ordered;
    }

    private void refuse(Tree tree, List<Tree> roots) {
        Table root = tree.root();
        if (root.softDelete().flatMap(SoftDelete::time).isEmpty()) {
            throw new PurgeRefused("The table " + root.name() + " does not note when a row was deleted (\""
                    + rules.names().time() + "\"), so the age of its rows is not known; do not name it for purging.");
        }
        for (Table table : tree.tables()) {
            boolean self = table.equals(root);
            if (tree.collected(table) && table.primaryKey().isEmpty()) {
                throw new PurgeRefused("The table " + table.name()
                        + " has no primary key, by which its rows could be told apart; give it one.");
            }
            if (!self && table.softDelete().isPresent() && !named(table)) {
                throw new PurgeRefused("The table " + table.name() + " depends on " + root.name()
                        + " and marks deleted rows, but is not named for purging; name it in purge: {tables: [...]}.");
            }
            if (!self
                    && guard(table).isPresent()
                    && roots.stream().noneMatch(other -> other.root().equals(table))) {
                throw new PurgeRefused("The table " + table.name() + " depends on " + root.name()
                        + " and is guarded, so it goes only by its own name: --tables "
                        + table.name().name());
            }
        }
    }

    private boolean named(Table table) {
        return rules.tables().contains(table.name().name());
    }

    private Stream<PurgePlan.Closed> unindexed(Tree tree) {
        return Stream.concat(tree.keys().stream(), tree.released().stream())
                .filter(key -> !key.indexed())
                .map(PurgePlanner::unindexed);
    }

    private static PurgePlan.Closed unindexed(ForeignKey key) {
        String columns = key.childColumns().stream().map(Identifier::quote).collect(joining(", "));
        return new PurgePlan.Closed(
                Gate.INDEX,
                "Purge refused: the foreign key \"" + Identifier.display(key.name()) + "\" of " + key.child()
                        + " has no index, so that each purged row of " + key.parent()
                        + " would cost a scan of it; create one: CREATE INDEX CONCURRENTLY ON "
                        + key.child().quoted() + " (" + columns
                        + "); or overrule it: --overrule index=REASON");
    }

    private Optional<PurgePlan.Closed> young(Tree tree, Duration age) {
        return guard(tree.root())
                .filter(guard -> age.compareTo(guard.age()) < 0)
                .map(guard -> new PurgePlan.Closed(
                        Gate.AGE,
                        "Purge refused: rows of " + tree.root().name() + " are kept for "
                                + guard.age().toDays() + " days at least, and " + age.toDays()
                                + " were asked for; or overrule it: --overrule age=REASON"));
    }

    /** Rows that an ordinary purge would take are not taken along by one of their roots alone. */
    private Optional<PurgePlan.Closed> unfinished(Connection connection, Tree tree, Cutoff cutoff, Holds.Active holds)
            throws SQLException {
        Cutoff ordinary = Cutoff.before(now(connection), PurgeRequest.AGE);
        Hindrances hindrances = new Hindrances(tree, cutoff, holds);
        Optional<String> left = hindrances.union(
                cutoff.candidate(tree.root(), "r"),
                table -> rules.guard(table.name().name()).isPresent() || !named(table)
                        ? Optional.empty()
                        : Optional.of(
                                ordinary.candidate(table, Hindrances.FOUND) + holds.except(table, Hindrances.FOUND)),
                path -> Hindrances.FOUND + ".tableoid, " + Hindrances.FOUND + ".ctid");
        long rows = left.isEmpty() ? 0 : count(connection, left.get());
        return rows == 0
                ? Optional.empty()
                : Optional.of(new PurgePlan.Closed(
                        Gate.ORDER,
                        "Purge refused: " + rows + (rows == 1 ? " row is" : " rows are")
                                + " left under deleted rows of " + tree.root().name()
                                + " that an ordinary purge removes; run before: emcee db purge --max_rows -1"));
    }

    private static long count(Connection connection, String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + rows + ") AS counted")) {
            row.next();
            return row.getLong(1);
        }
    }
}
