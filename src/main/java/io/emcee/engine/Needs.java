package io.emcee.engine;

import io.emcee.catalog.QualifiedName;
import io.emcee.lint.Lock;
import io.emcee.lint.LockMode;
import io.emcee.script.DataMigration;
import io.emcee.script.Statement;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the steps of a plan ask of the database. Pure.
 *
 * @param schema of the target's tables
 * @param changed tables that are altered, and so must be the role's
 * @param locked tables on which they take a lock that no vacuum passes; all of {@code changed} among them
 * @param written tables whose rows data migrations update
 * @param builds the indexes that are built on tables that are there
 * @param creates whether something is created in the schema
 * @param concurrently whether a statement waits for every older snapshot
 */
record Needs(
        String schema,
        Set<QualifiedName> changed,
        Set<QualifiedName> locked,
        Set<QualifiedName> written,
        List<IndexBuild> builds,
        boolean creates,
        boolean concurrently) {
    private static final Set<Lock.On> TABLES = EnumSet.of(Lock.On.TABLE, Lock.On.PARTITION);

    /** Of the tables that are there, by what the linter says of the plan's statements. */
    static Needs of(Plan plan, String schema) {
        List<Lock> locks = plan.steps().stream()
                .flatMap(step -> plan.locks(step).stream())
                .filter(lock -> lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                .toList();
        List<Statement> statements = plan.steps().stream()
                .flatMap(step -> step.part().statements().stream())
                .toList();
        Set<QualifiedName> changed = tables(locks.stream().filter(lock -> TABLES.contains(lock.on())), schema);
        return new Needs(
                schema,
                changed,
                tables(
                        locks.stream().filter(lock -> TABLES.contains(lock.on()) || lock.on() == Lock.On.REFERENCED),
                        schema),
                written(plan, schema),
                statements.stream()
                        .flatMap(statement -> IndexBuild.of(statement, schema).stream())
                        .filter(build -> changed.contains(build.table()))
                        .toList(),
                statements.stream().anyMatch(Needs::creates),
                statements.stream().anyMatch(statement -> statement.words().contains("CONCURRENTLY")));
    }

    private static Set<QualifiedName> tables(Stream<Lock> locks, String schema) {
        return sorted(locks.map(lock -> new QualifiedName(
                lock.table().schema().orElse(schema), lock.table().name())));
    }

    private static Set<QualifiedName> written(Plan plan, String schema) {
        return sorted(plan.steps().stream()
                .flatMap(step -> step.script().migration().stream())
                .map(DataMigration::table)
                .map(table -> new QualifiedName(schema, table)));
    }

    private static Set<QualifiedName> sorted(Stream<QualifiedName> names) {
        return names.collect(Collectors.toCollection(
                () -> new TreeSet<>(Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name))));
    }

    /** A trigger needs a right on its table only. */
    private static boolean creates(Statement statement) {
        return statement.begins("CREATE") && !statement.words().contains("TRIGGER");
    }
}
