package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The preflight at the command line. */
@ExtendWith(Postgres.class)
class PreflightIT {
    @Test
    void tableShowsEveryCheckAndNothingIsWritten(TestDatabase database) {
        Outcome outcome = CommandLines.on(database, "glance").run("preflight");
        assertEquals(0, outcome.exitCode(), outcome::errors);
        assertEquals(14, outcome.out().size());
        assertEquals(
                "green   recovery      the server is a primary", outcome.out().get(0));
        assertEquals("13 green, 0 yellow, 0 red", outcome.out().get(13));
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void findingStandsWithItsLimitAndWhatToDo(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka02");
        database.execute(
                "CREATE TABLE evil (a int)",
                "INSERT INTO evil VALUES (1), (1)",
                "SELECT set_config('search_path', 'public', false)");
        broken(database, "\"Odd\u001b one\"");
        Outcome outcome = CommandLines.on(database, "glance").run("preflight", "expand");
        assertEquals(0, outcome.exitCode(), outcome::errors);
        String text = String.join("\n", outcome.out());
        assertTrue(text.contains("yellow  indexes       1 invalid: public."), text);
        assertTrue(text.contains("\n                      limit: none invalid\n"), text);
        assertTrue(
                text.contains("\n                      do: REINDEX INDEX CONCURRENTLY \"public\".\"Odd\\u001B one\"\n"),
                text);
        assertFalse(text.contains("\u001b"), text);
        Outcome plan = CommandLines.on(database, "glance").run("db", "expand", "--dry-run");
        assertTrue(
                plan.out().stream().anyMatch(line -> line.startsWith("-- preflight, yellow indexes: 1 invalid: ")),
                plan::toString);
        Outcome run = CommandLines.on(database, "glance").run("db", "expand", "ocata");
        assertEquals(0, run.exitCode(), run::errors);
        assertTrue(run.errors().contains("preflight, indexes: 1 invalid: "), run::errors);
    }

    private static void broken(TestDatabase database, String index) {
        try {
            database.execute("CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON evil (a)");
        } catch (IllegalStateException wanted) {
            // The build fails and leaves its index.
        }
    }

    @Test
    void redEndsWith6UntilItIsOverruled(TestDatabase database) {
        String role = database.name() + "_tight";
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "' CONNECTION LIMIT 10",
                "GRANT pg_read_all_stats TO " + role,
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
        CommandLines lines = CommandLines.as(database, role, "bexar");
        assertEquals(0, lines.run("preflight").exitCode());
        database.execute("ALTER ROLE " + role + " CONNECTION LIMIT 9");
        Outcome table = lines.run("preflight", "--json");
        assertEquals(6, table.exitCode());
        assertTrue(table.line().startsWith("{\"kind\":\"preflight\",\"operation\":\"upgrade\",\"state\":\"red\","));
        assertTrue(
                table.line()
                        .contains(
                                "{\"name\":\"connections\",\"state\":\"red\",\"value\":\"9 free, by the role's limit of"
                                        + " 9\",\"limit\":\"10 are needed\",\"remedy\":["),
                table::line);
        Outcome refused = lines.run("db", "expand");
        assertEquals(6, refused.exitCode());
        assertTrue(refused.errors().contains("--overrule preflight.connections=REASON"), refused::errors);
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        assertEquals(
                2,
                lines.run("db", "expand", "--overrule", "preflight.connections=")
                        .exitCode());
        assertEquals(
                2,
                lines.run("db", "expand", "--overrule", "preflight.pooler=why not")
                        .exitCode());
        database.execute("ALTER ROLE " + role + " CONNECTION LIMIT -1");
        Outcome done = lines.run("db", "expand", "--overrule", "preflight.connections=they end now");
        assertEquals(0, done.exitCode(), done::errors);
        database.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }

    @Test
    void anOverruleIsSaid(TestDatabase database) {
        String role = database.name() + "_reader";
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'");
        Outcome outcome = CommandLines.as(database, role, "bexar")
                .run("db", "expand", "--overrule", "preflight.rights=they come from elsewhere");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.errors().contains("The role may not create the schema \"emcee\""), outcome::errors);
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
        outcome = CommandLines.as(database, role, "bexar")
                .run("db", "expand", "--overrule", "preflight.rights=they come from elsewhere");
        assertTrue(
                outcome.errors().contains("may not create in schema public): they come from elsewhere"),
                outcome::errors);
        database.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }
}
