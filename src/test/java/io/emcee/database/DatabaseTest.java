package io.emcee.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.database.DatabaseUnavailable.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Failures to connect that a real server does not show at will. */
class DatabaseTest {
    private static final Password PASSWORD = new Password("s3cret&more");

    @Test
    void saysThatNothingListens() throws IOException {
        int port = freePort();
        assertRefused(
                "jdbc:postgresql://localhost:" + port + "/glance",
                Reason.UNREACHABLE,
                "Cannot reach PostgreSQL at \"localhost:" + port
                        + "\": connection refused. Check host and port, and that the server runs.");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertRefused(
                "jdbc:postgresql://nowhere.invalid/glance",
                Reason.UNREACHABLE,
                "Cannot reach PostgreSQL at \"nowhere.invalid:5432\": no such host. Check host and port, and that the"
                        + " server runs.");
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();
            assertRefused(
                    "jdbc:postgresql://localhost:" + port + "/glance?loginTimeout=1",
                    Reason.UNREACHABLE,
                    "Cannot reach PostgreSQL at \"localhost:" + port
                            + "\": no answer in time. Check host and port, and that the server runs.");
        }
    }

    @Test
    void refusesAServerBelow14() throws IOException {
        try (ScriptedServer old = new ScriptedServer(false, ScriptedServer.welcome("13.22 (Debian)", "on"))) {
            DatabaseUnavailable refusal = refusal(old.url());
            assertEquals(Reason.TOO_OLD, refusal.reason());
            assertTrue(
                    refusal.getMessage()
                            .endsWith("is version 13.22 (Debian), and emcee needs 14 or later. Upgrade the server"
                                    + " first."),
                    refusal.getMessage());
        }
    }

    @Test
    void refusesAReaderThatCouldWrite() throws IOException {
        try (ScriptedServer pooler = new ScriptedServer(false, ScriptedServer.welcome("17.2", "off"))) {
            assertEquals(Reason.POOLER, refusal(pooler.url()).reason());
        }
    }

    @Test
    void saysThatEncryptionIsNotOffered() throws IOException {
        try (ScriptedServer plain = new ScriptedServer(false, ScriptedServer.welcome("17.2", "on"))) {
            DatabaseUnavailable refusal = refusal(plain.url() + "?sslmode=require");
            assertEquals(Reason.ENCRYPTION, refusal.reason(), refusal.getMessage());
        }
    }

    @Test
    void noMessageAndNoCauseCarriesThePasswordOrControlCharacters() throws IOException {
        String nasty = "you said \033[31m's3cret&more'\007\n or s3cret%26more";
        for (String state : List.of("XX000", "28000", "28P01", "08P01", "57P03", "08004", "3D000")) {
            try (ScriptedServer hostile = new ScriptedServer(true, ScriptedServer.error(state, nasty))) {
                DatabaseUnavailable refusal = refusal(hostile.url());
                assertFalse(refusal.getMessage().matches("(?s).*\\p{Cntrl}.*"), refusal.getMessage());
                assertFalse(everything(refusal).contains("s3cret"), everything(refusal));
                assertFalse(everything(refusal).contains("\033"));
                assertTrue(everything(refusal).contains("you said [31m'(hidden)' or (hidden)"), everything(refusal));
            }
        }
    }

    @Test
    void aWordOfTheServerIsRepeatedWhereItHelps() throws IOException {
        try (ScriptedServer pooler =
                new ScriptedServer(false, ScriptedServer.error("08P01", "unsupported startup parameter: options"))) {
            DatabaseUnavailable refusal = refusal(pooler.url());
            assertEquals(Reason.POOLER, refusal.reason());
            assertTrue(refusal.getMessage().contains("unsupported startup parameter: options. Connect to PostgreSQL"));
        }
    }

    @Test
    void asksForThePasswordOnlyWhenTheServerDoesAndSaysSoWhenNobodyAnswers() throws IOException {
        try (ScriptedServer asking = new ScriptedServer(true, ScriptedServer.error("28P01", "no"))) {
            DatabaseUnavailable refusal = assertThrows(
                    DatabaseUnavailable.class,
                    () -> database(
                                    asking.url(),
                                    new Passwords(Optional.empty(), Map.of("HOME", "/nonexistent"), Optional::empty))
                            .reader("test"));
            assertEquals(Reason.PASSWORD_NEEDED, refusal.reason(), refusal.getMessage());
        }
        try (ScriptedServer trusting = new ScriptedServer(false, ScriptedServer.error("3D000", "no such database"))) {
            Passwords passwords = new Passwords(Optional.empty(), Map.of("HOME", "/nonexistent"), () -> {
                throw new AssertionError("asked");
            });
            Database database = database(trusting.url(), passwords);
            assertEquals(
                    Reason.NO_SUCH_DATABASE,
                    assertThrows(DatabaseUnavailable.class, () -> database.reader("test"))
                            .reason());
        }
    }

    private static void assertRefused(String url, Reason reason, String sentence) {
        DatabaseUnavailable refusal = refusal(url);
        assertEquals(sentence, refusal.getMessage());
        assertEquals(reason, refusal.reason());
    }

    private static DatabaseUnavailable refusal(String url) {
        Database database = database(url, Passwords.of(PASSWORD));
        return assertThrows(DatabaseUnavailable.class, () -> database.reader("test"));
    }

    private static Database database(String url, Passwords passwords) {
        return new Database(Address.of(url, Optional.of("operator"), Map.of()), passwords, "emcee/test");
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
