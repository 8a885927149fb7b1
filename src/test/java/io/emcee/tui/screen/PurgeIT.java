package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.tui.loop.ScreenDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The screen Purge on a real database with sixty images, driven by keys. */
@ExtendWith(Postgres.class)
class PurgeIT {
    private GlanceLab lab;
    private ScreenDriver<ConsoleState> screen;

    @BeforeEach
    void open(TestDatabase database) {
        lab = GlanceLab.beside(database);
        screen = ScreenDriver.of(new Console(lab.world()), 80, 24);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** What rests is asked for. */
    private void press(String... keys) {
        screen.press(keys).advance(Duration.ofMillis(400));
    }

    private void type(String text) {
        screen.type(text).press("enter").advance(Duration.ofMillis(400));
    }

    private void sees(String text) {
        assertTrue(screen.text().contains(text), () -> "\"" + text + "\" is not on\n" + screen.text());
    }

    @Test
    void theNumbersMoveWithTheAge() {
        press("7");
        Pictures.matches("purge", screen);
        press("/");
        type("tasks");
        sees("tasks                     30 d          6          4        0       0");
        press("+", "+");
        sees("tasks                     90 d          6          0        0       0");
        press("a");
        type("1d");
        sees("tasks                      1 d          6          6        0       0");
    }

    @Test
    void aRowIsHeldAndLetGoAndTheListIsWrittenToAFile(@TempDir Path folder) throws IOException {
        press("7", "/");
        type("images");
        press("enter");
        sees("images, candidates, 5 rows");
        press("j");
        sees("by public.image_properties 1, which");
        press("g", "h", "enter");
        type("audit 7");
        type("90d");
        sees("Hold 1: 1 row of images is held.");
        sees(" held");
        assertEquals(
                "audit 7",
                lab.value("SELECT reason FROM emcee.hold WHERE until > now() AND operands[1] ="
                        + " (SELECT min(id) FROM images WHERE deleted AND deleted_at < now() - interval '180 days')"));
        press("e", "ctrl-u");
        Path file = folder.resolve("list.json");
        type(file.toString());
        sees("Wrote 5 rows to");
        assertEquals(
                1,
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("{\"state\":\"held\""))
                        .count());
        press("e", "ctrl-u");
        type(file.toString());
        sees("exists already");
        press("H", "u");
        type("the audit is over");
        sees("Hold 1 is lifted.");
        press("esc");
        sees("images, candidates, 5 rows");
        assertEquals("5", lab.value("SELECT 5 - count(*) FROM emcee.hold WHERE lifted_at IS NULL"));
    }

    @Test
    void aFilterByIdAndTheAnomaliesAreAskedOfTheServer() {
        String id = lab.value("SELECT max(id) FROM images WHERE deleted AND deleted_at < now() - interval '180 days'");
        press("7", "/");
        type("images");
        press("enter", "/");
        type(id.substring(9, 18).toUpperCase(java.util.Locale.ROOT));
        sees("1 row");
        sees(id);
        press("A");
        sees("images, anomalies, 2 rows");
    }

    @Test
    void aLongListIsBrowsedFromBothEnds() {
        lab.execute("INSERT INTO image_tags (id, image_id, value, created_at, deleted_at, deleted)"
                + " SELECT 1000 + n, (SELECT min(id) FROM images), 'many', now(), '2020-01-01', true"
                + " FROM generate_series(1, 3000) AS n");
        press("7", "/");
        type("image_tags");
        press("enter", "G");
        assertEquals("4000", selected());
        pages(200, "pgup");
        assertEquals("2400", selected());
        press("g");
        sees("image_tags, candidates, 200 rows and more");
        pages(250, "pgdn");
        // Three rows of the lab come first.
        assertEquals("2998", selected());
    }

    private String selected() {
        return PurgeCandidates.here(screen.model())
                .flatMap(pane -> pane.rows().selected())
                .orElseThrow()
                .get(0);
    }

    private void pages(int count, String key) {
        for (int page = 0; page < count; page++) {
            screen.press(key);
        }
    }

    @Test
    void imagesArePurgedOnceTheirNameAndNumberAreTyped() {
        press("7", "/");
        type("images");
        press("X");
        sees("public.images: 2 of 5 candidates go, 3 blocked, 0 held, 2 anomalies");
        sees("OSSN-0075");
        press("i");
        sees("DELETE FROM \"public\".\"image_locations\"");
        press("enter");
        type("images 3");
        sees("That is not it; nothing was done.");
        assertEquals("60", lab.value("SELECT count(*) FROM images"));
        press("esc", "enter");
        type("images 2");
        sees("Purged 13 rows.");
        sees("images: 2 purged, 3 blocked, 0 held, 0 left");
        assertEquals("58", lab.value("SELECT count(*) FROM images"));
        assertEquals(
                "images 2",
                lab.value("SELECT facts::jsonb->'confirmed'->>'public.images' FROM emcee.journal"
                        + " WHERE facts::jsonb ? 'confirmed' LIMIT 1"));
        press("esc");
        sees("images                 180 d          5          3        3       0");
    }

    @Test
    void aRoleThatMayOnlyReadSeesAllAndChangesNothing() {
        lab.execute("CREATE ROLE purge_looker LOGIN PASSWORD '" + lab.password() + "'");
        try {
            lab.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public, emcee TO purge_looker");
            lab.execute("GRANT USAGE ON SCHEMA emcee TO purge_looker");
            screen = ScreenDriver.of(new Console(lab.world("purge_looker")), 80, 24);
            press("7", "/");
            type("images");
            sees("images                 180 d          7          5        3       0");
            press("enter", "h", "enter");
            type("audit 7");
            type("");
            sees("This role may only read, so nothing is held");
            press("X", "enter");
            type("images 2");
            sees("This role may only read, so nothing was purged");
            assertEquals("60", lab.value("SELECT count(*) FROM images"));
        } finally {
            lab.execute("DROP OWNED BY purge_looker");
            lab.execute("DROP ROLE purge_looker");
        }
    }
}
