package io.emcee.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.MemoryFolder;
import io.emcee.engine.OwnSet;
import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE glance",
                "alter  user glance SUPERUSER",
                "ALTER DATABASE glance SET search_path = a",
                "COMMENT ON DATABASE glance IS 'x'",
                "GRANT reader TO glance",
                "DO $$ BEGIN EXECUTE 'DROP\nROLE glance'; END $$",
                "SELECT pg_terminate_backend(1)",
                "SELECT dblink_exec('host=other', 'DELETE FROM things')",
                "COPY things TO PROGRAM 'cat'"
            })
    void whatChangesTheWholeServerIsFound(String sql) {
        assertEquals(Optional.of("grow"), found(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON things TO glance",
                "ALTER TABLE things ADD COLUMN role_name text",
                "CREATE TABLE users (id int)",
                "COMMENT ON TABLE things IS 'of a user'"
            })
    void whatStaysInItsDatabaseIsNot(String sql) {
        assertEquals(Optional.empty(), found(sql));
    }

    @Test
    void theBundledSetsStayInTheirDatabase() {
        assertEquals(Optional.empty(), Reach.beyond(RevisionSets.load("glance")));
        assertEquals(Optional.empty(), Reach.beyond(RevisionSets.load("bexar")));
    }

    private Optional<String> found(String sql) {
        return Reach.beyond(new OwnSet(folder).of(OwnSet.START, OwnSet.expand("grow", "start", sql)))
                .map(script -> script.id().text());
    }
}
