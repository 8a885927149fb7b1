package io.emcee.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.DatabaseState;
import io.emcee.engine.Engine;
import io.emcee.script.RevisionSets;
import io.emcee.server.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs of 200 images: one is made, and most tests open a copy of its folder. */
class LabIT {
    @TempDir(factory = MemoryFolder.class)
    private static Path shared;

    @TempDir(factory = MemoryFolder.class)
    private Path temporary;

    private static final List<String> SAID = new ArrayList<>();
    private static boolean made;
    private static int port;

    @BeforeAll
    static void makeOne() {
        try (Lab lab = Lab.open(request(shared, 200), LabIT::access, SAID::add)) {
            made = lab.isNew();
            port = lab.address().hosts().get(0).port();
        }
    }

    @Test
    void everyStepThatTakesTimeIsAnnounced() {
        assertTrue(made);
        assertEquals(
                List.of(
                        "Starting PostgreSQL in " + shared,
                        "Making the database glance at mitaka02",
                        "Loading 200 images and what belongs to them",
                        "Taking the statistics of the tables",
                        "Other programs reach it at postgresql://postgres@127.0.0.1:" + port
                                + "/glance with the password in " + shared.resolve("password")),
                SAID);
    }

    @Tag("smoke")
    @Test
    void aLabIsReopenedOnItsPortWithWhatWasChanged() throws SQLException {
        Path folder = copy();
        try (Lab lab = open(folder, OptionalInt.empty())) {
            execute(lab, "DELETE FROM image_tags");
        }
        try (Lab lab = open(folder, OptionalInt.of(200))) {
            assertFalse(lab.isNew());
            assertEquals(port, lab.address().hosts().get(0).port());
            assertEquals("0|200", row(lab, "SELECT (SELECT count(*) FROM image_tags), count(*) FROM images"));
        }
    }

    @Test
    void theDatabaseIsUnderControlAndItsEstimatesAreRight() throws SQLException {
        try (Lab lab = open(copy(), OptionalInt.empty())) {
            DatabaseState state = new Engine(
                            access(lab.address(), lab.password()),
                            RevisionSets.load("glance"),
                            Optional.empty(),
                            Actor.current(),
                            Engine.Pace.of(1))
                    .inspectRows();
            assertEquals("mitaka02", state.progress().version().toString());
            assertTrue(state.<Boolean>fold(
                    controlled -> controlled.drift().isEmpty(), empty -> false, adoptable -> false, unknown -> false));
            assertEquals("200|f", row(lab, """
                    SELECT reltuples::integer, relallvisible = 0 FROM pg_class WHERE relname = 'images'
                    """));
        }
    }

    @Test
    void theDataHasEveryTrap() throws SQLException {
        try (Lab lab = open(copy(), OptionalInt.empty())) {
            assertEquals("1|1|1|1|1", row(lab, """
                    SELECT
                        (SELECT count(*) FROM image_properties AS c JOIN images AS i ON i.id = image_id
                         WHERE i.deleted AND NOT c.deleted),
                        (SELECT count(*) FROM image_locations AS c JOIN images AS i ON i.id = image_id
                         WHERE i.deleted AND NOT c.deleted),
                        (SELECT count(*) FROM image_members AS c JOIN images AS i ON i.id = image_id
                         WHERE i.deleted AND NOT c.deleted),
                        (SELECT count(*) FROM images WHERE deleted AND deleted_at IS NULL),
                        (SELECT count(*) FROM images WHERE NOT deleted AND deleted_at IS NOT NULL)
                    """));
            assertEquals("40|40", row(lab, "SELECT (SELECT count(*) FROM tasks), count(*) FROM task_info"));
        }
    }

    @Test
    void aLabThatWasKilledBeforeItWasCompleteIsBegunAgain() throws IOException, InterruptedException, SQLException {
        Path folder = temporary.resolve("lab");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(killed.getInputStream().readAllBytes());
        assertEquals(Killed.STATUS, killed.waitFor(), output);
        try (Lab lab = open(folder, OptionalInt.of(50))) {
            assertTrue(lab.isNew());
            assertEquals("50|t", row(lab, """
                    SELECT count(*), NOT EXISTS (SELECT FROM pg_database WHERE datname = 'glance_unfinished')
                    FROM images
                    """));
        }
    }

    @Test
    void anotherNumberOfImagesNeedsAFreshLab() throws SQLException, IOException {
        Path folder = copy();
        assertEquals(
                "The lab in \"" + folder.toRealPath()
                        + "\" was made with 200 images, not 5: add --fresh to replace it.",
                assertThrows(LabUnusable.class, () -> open(folder, OptionalInt.of(5)))
                        .getMessage());
        try (Lab lab = Lab.open(new LabRequest(folder, OptionalInt.of(5), true), LabIT::access, line -> {})) {
            assertTrue(lab.isNew());
            assertEquals(port, lab.address().hosts().get(0).port());
            assertEquals("5", row(lab, "SELECT count(*) FROM images"));
        }
    }

    @Test
    void anOpenLabIsNotReplaced() throws SQLException {
        Path folder = copy();
        LabRequest fresh = new LabRequest(folder, OptionalInt.empty(), true);
        try (Lab lab = open(folder, OptionalInt.empty())) {
            assertThrows(ServerException.class, () -> Lab.open(fresh, LabIT::access, line -> {}));
            assertEquals("200", row(lab, "SELECT count(*) FROM images"));
        }
        try (Lab lab = open(folder, OptionalInt.empty())) {
            assertFalse(lab.isNew());
        }
    }

    @Test
    void aFolderThatIsNoLabIsNeverTouched() throws IOException {
        Path precious = Files.createDirectories(temporary.resolve("home/data")).resolve("thesis.txt");
        Files.writeString(precious, "years of work");
        LabRequest fresh = new LabRequest(temporary.resolve("home"), OptionalInt.empty(), true);
        assertThrows(LabUnusable.class, () -> Lab.open(fresh, LabIT::access, line -> {}));
        assertEquals("years of work", Files.readString(precious));
    }

    private Path copy() {
        Path folder = temporary.resolve("lab");
        try (Stream<Path> all = Files.walk(shared)) {
            for (Path path : all.toList()) {
                Files.copy(path, folder.resolve(shared.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lab open(Path folder, OptionalInt images) {
        return Lab.open(new LabRequest(folder, images, false), LabIT::access, line -> {});
    }

    private static LabRequest request(Path folder, int images) {
        return new LabRequest(folder, OptionalInt.of(images), false);
    }

    private static Access access(Address address, Password password) {
        return new DatabaseAccess(database(address, password));
    }

    private static Database database(Lab lab) {
        return database(lab.address(), lab.password());
    }

    private static Database database(Address address, Password password) {
        return new Database(address, Passwords.of(password), "emcee/test");
    }

    private static void execute(Lab lab, String sql) throws SQLException {
        try (Connection connection = database(lab).writer("test");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row, its columns joined by {@code |}. */
    private static String row(Lab lab, String sql) throws SQLException {
        try (Connection connection = database(lab).reader("test");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            StringJoiner row = new StringJoiner("|");
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.add(result.getString(i));
            }
            return row.toString();
        }
    }

    /** A process that dies without a word when every row is loaded, but before the lab is complete. */
    static final class Killed {
        static final int STATUS = 137;

        private Killed() {}

        public static void main(String[] arguments) {
            Consumer<String> dying = line -> {
                if (line.startsWith("Taking the statistics")) {
                    Runtime.getRuntime().halt(STATUS);
                }
            };
            Lab.open(request(Path.of(arguments[0]), 50), LabIT::access, dying);
        }
    }
}
