package io.emcee.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
    private static final Address ADDRESS = address("jdbc:postgresql://db.example:5433/glance");

    @TempDir
    Path folder;

    @Test
    void theFileWinsOverTheEnvironmentAndThatOverPgpass() throws IOException {
        Path named = file("named", "rw-------", "from file\nsecond line\n");
        Path pgpass = file("pgpass", "rw-------", "*:*:*:*:from pgpass\n");
        Map<String, String> both = Map.of("PGPASSWORD", "from environment", "PGPASSFILE", pgpass.toString());
        assertEquals("from file", found(Optional.of(named), both));
        assertEquals("from environment", found(Optional.empty(), both));
        assertEquals("from pgpass", found(Optional.empty(), Map.of("PGPASSFILE", pgpass.toString())));
    }

    @Test
    void pgpassIsLookedForAtHome() throws IOException {
        file(".pgpass", "rw-------", "*:*:*:*:at home\n");
        assertEquals("at home", found(Optional.empty(), Map.of("HOME", folder.toString())));
        assertEquals("", found(Optional.empty(), Map.of("HOME", "/nonexistent")));
    }

    @Test
    void aPgpassThatOthersMayReadIsPassedOverAndSaidSo() throws IOException {
        Path pgpass = file("pgpass", "rw-r-----", "*:*:*:*:secret\n");
        Passwords.Found found = passwords(Optional.empty(), Map.of("PGPASSFILE", pgpass.toString()))
                .find(ADDRESS);
        assertTrue(found.password().isEmpty());
        assertEquals(
                Optional.of(
                        "\"%s\" is passed over because others can read it. Run: chmod 600 on it.".formatted(pgpass)),
                found.warning());
    }

    @Test
    void aPasswordFileThatOthersMayReadIsTakenWithAWarning() throws IOException {
        Path named = file("named", "rw-r--r--", "secret\n");
        Passwords.Found found = passwords(Optional.of(named), Map.of()).find(ADDRESS);
        assertEquals("secret", found.password().orElseThrow().reveal());
        assertEquals(
                Optional.of("Others can read password file \"%s\". Run: chmod 600 on it.".formatted(named)),
                found.warning());
    }

    @Test
    void aPasswordFileThatIsMissingOrEmptyIsAnError() throws IOException {
        assertTrue(refusal(folder.resolve("none")).endsWith("""
            : there is no such file. Name a file whose first line is the password.\
            """));
        assertTrue(refusal(folder).contains("it is a folder"));
        assertTrue(refusal(file("empty", "rw-------", "")).contains("its first line is empty"));
        assertTrue(refusal(file("blank", "rw-------", "\nsecret")).contains("its first line is empty"));
    }

    @Test
    void theFirstLineOfPgpassThatMatchesDecides() {
        assertEquals("second", pgpass("""
            db.example:5433:glance:somebody:first
            db.example:5433:glance:operator:second
            *:*:*:*:third
            """));
        assertEquals("third", pgpass("""
            other:5433:glance:operator:first
            db.example:5432:glance:operator:second
            db.example:*:glance:*:third
            """));
        assertEquals("", pgpass("other:*:*:*:first\n"));
    }

    @Test
    void pgpassKnowsCommentsBackslashesAndShortLines() {
        assertEquals("a:b\\c", pgpass("""
            # *:*:*:*:comment
            *:*:*:*
            \\*:*:*:*:a star is not everything
            db\\.example:5433:glance:operator:a\\:b\\\\c
            """));
        assertEquals(
                "odd",
                new Pgpass("::1:*:*:*:no\n\\:\\:1:*:my\\:db:*:odd".lines().toList())
                        .find(address("postgresql://[::1]/my%3Adb"))
                        .orElseThrow()
                        .reveal());
    }

    @Test
    void everyHostOfTheUrlIsLookedUpInPgpass() {
        assertEquals(
                "two",
                new Pgpass("two:*:*:*:two".lines().toList())
                        .find(address("postgresql://one,two/glance"))
                        .orElseThrow()
                        .reveal());
    }

    @Test
    void aPasswordCannotBePrinted() {
        assertFalse(new Passwords.Found(Optional.of(new Password("s3cret")), Optional.empty())
                .toString()
                .contains("s3cret"));
    }

    private static String pgpass(String text) {
        return new Pgpass(text.lines().toList())
                .find(ADDRESS)
                .map(Password::reveal)
                .orElse("");
    }

    private static Address address(String url) {
        return Address.of(url, Optional.of("operator"), Map.of());
    }

    private static Passwords passwords(Optional<Path> file, Map<String, String> environment) {
        return new Passwords(file, environment, Optional::empty);
    }

    private static String found(Optional<Path> file, Map<String, String> environment) {
        return passwords(file, environment)
                .find(ADDRESS)
                .password()
                .map(Password::reveal)
                .orElse("");
    }

    private static String refusal(Path file) {
        return assertThrows(DatabaseUnavailable.class, () -> found(Optional.of(file), Map.of()))
                .getMessage();
    }

    private Path file(String name, String rights, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }
}
