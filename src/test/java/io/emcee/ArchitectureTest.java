package io.emcee;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The architecture, as data that runs: who may use whom, and the one door of each outside library. */
@Tag("smoke")
class ArchitectureTest {
    private static final String ROOT = "io.emcee";

    private static final Set<String> FEATURES = Set.of(
            "revision",
            "json",
            "script",
            "catalog",
            "lint",
            "journal",
            "run",
            "batch",
            "backfill",
            "server",
            "engine",
            "purge",
            "rehearsal",
            "backup",
            "archive",
            "hook");

    /** What each package may use. A new arrow is a decision: take it here, with the design in mind. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("revision", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("script", Set.of("revision", "json")),
            Map.entry("catalog", Set.of()),
            Map.entry("lint", Set.of("revision", "script", "catalog")),
            Map.entry("journal", Set.of("json")),
            Map.entry("run", Set.of("journal", "json")),
            Map.entry("batch", Set.of()),
            Map.entry("backfill", Set.of("revision", "batch", "catalog")),
            Map.entry("server", Set.of()),
            Map.entry(
                    "engine",
                    Set.of("revision", "script", "catalog", "lint", "journal", "run", "batch", "backfill", "json")),
            Map.entry(
                    "rehearsal",
                    Set.of("revision", "script", "catalog", "lint", "backfill", "server", "engine", "database")),
            Map.entry("backup", Set.of("catalog", "engine", "database", "json")),
            Map.entry("archive", Set.of("catalog", "database", "json")),
            Map.entry("hook", Set.of("engine", "json")),
            Map.entry("purge", Set.of("script", "batch", "catalog", "journal", "engine", "json")),
            Map.entry("config", Set.of("json")),
            Map.entry("database", Set.of("config")),
            Map.entry("tui.loop", Set.of()),
            Map.entry("tui.paint", Set.of("revision", "config")),
            Map.entry("tui.screen", with(FEATURES, "tui.loop", "tui.paint", "cli", "config", "database")),
            Map.entry("cli", with(FEATURES, "config", "database")),
            Map.entry("lab", Set.of("engine", "database", "script", "server", "config")),
            Map.entry("", with(FEATURES, "config", "database", "tui.loop", "tui.paint", "tui.screen", "cli", "lab")));

    /** Which packages may know an outside library, by the library's package prefix. */
    private static final Map<String, Set<String>> DOORS = Map.ofEntries(
            Map.entry("com.fasterxml.jackson.", Set.of("json")),
            Map.entry("org.yaml.", Set.of()),
            Map.entry("org.flywaydb.", Set.of("engine")),
            Map.entry("com.zaxxer.", Set.of("database")),
            Map.entry("io.zonky.", Set.of("server")),
            Map.entry("picocli.", Set.of("cli")),
            Map.entry("org.jline.", Set.of("tui.loop")),
            Map.entry("com.googlecode.lanterna.", Set.of("tui.loop", "tui.paint", "tui.screen")),
            Map.entry("org.postgresql.", Set.of("database")),
            Map.entry("com.github.luben.", Set.of("archive")),
            Map.entry("java.net.http.", Set.of("hook")),
            Map.entry("org.slf4j.", Set.of()));

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void everyArrowIsInTheTable() {
        assertEquals(
                Set.of(),
                dependencies()
                        .filter(d -> ours(d.getTargetClass()) && !ours(d.getTargetClass(), d.getOriginClass()))
                        .filter(d -> !ARROWS.getOrDefault(name(d.getOriginClass()), Set.of())
                                .contains(name(d.getTargetClass())))
                        .map(Dependency::getDescription)
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void everyPackageIsInTheTable() {
        TreeSet<String> unknown = main.stream().map(ArchitectureTest::name).collect(toCollection(TreeSet::new));
        unknown.removeAll(ARROWS.keySet());
        assertTrue(unknown.isEmpty(), () -> "not in the table of arrows: " + unknown);
    }

    @Test
    void everyLibraryHasOneDoor() {
        assertEquals(
                Set.of(),
                dependencies()
                        .filter(d -> DOORS.entrySet().stream()
                                .anyMatch(door -> d.getTargetClass().getName().startsWith(door.getKey())
                                        && !door.getValue().contains(name(d.getOriginClass()))))
                        .map(Dependency::getDescription)
                        .collect(toCollection(TreeSet::new)));
    }

    private Stream<Dependency> dependencies() {
        return main.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static boolean ours(JavaClass target, JavaClass origin) {
        return name(target).equals(name(origin));
    }

    /** The package below the root, {@code ""} for the root itself. */
    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return all;
    }
}
