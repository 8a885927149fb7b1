package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY a ON b (c)",
                "create unique index concurrently if not exists a on b (c)",
                "DROP INDEX CONCURRENTLY a",
                "REINDEX INDEX CONCURRENTLY a",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE b",
                "REINDEX SCHEMA s",
                "VACUUM images",
                "CLUSTER",
                "ALTER TABLE a VALIDATE CONSTRAINT b",
                "ALTER DOMAIN a VALIDATE CONSTRAINT b",
                "ALTER TABLE a DETACH PARTITION b CONCURRENTLY",
                "ALTER SYSTEM SET a = 1",
                "CREATE DATABASE a",
                "DROP DATABASE a",
                "CREATE TABLESPACE a LOCATION '/b'",
                "DROP TABLESPACE a",
            })
    void someStatementsShareNoTransaction(String sql) {
        assertFalse(statement(sql).transactional());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY a ON b (c)",
                "DROP INDEX CONCURRENTLY a",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE b",
                "ALTER TABLE a VALIDATE CONSTRAINT b",
                "ALTER TABLE a DETACH PARTITION b CONCURRENTLY",
            })
    void someStatementsLetClientsPass(String sql) {
        assertTrue(statement(sql).letsClientsPass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REINDEX SCHEMA s",
                "VACUUM FULL images",
                "ALTER DOMAIN a VALIDATE CONSTRAINT b",
                "ALTER TABLE a VALIDATE CONSTRAINT b, ALTER COLUMN c SET NOT NULL",
            })
    void othersOfTheirOwnDoNot(String sql) {
        assertFalse(statement(sql).letsClientsPass());
    }

    @Test
    void aPartitionThatIsDetachedIsKnown() {
        assertEquals(
                Optional.of(new DetachAction(
                        new ObjectName(Optional.of("Shop"), "orders"), new ObjectName(Optional.empty(), "may"))),
                statement("alter table if exists \"Shop\".Orders detach partition May concurrently")
                        .detached());
        assertEquals(
                Optional.empty(), statement("ALTER TABLE a DETACH PARTITION b").detached());
        assertEquals(
                Optional.empty(),
                statement("ALTER TABLE a DETACH PARTITION b FINALIZE").detached());
        assertEquals(Optional.empty(), statement("ALTER TABLE a ADD b int").detached());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX a ON b (c)",
                "CREATE TABLE concurrently_a (b int)",
                "COMMENT ON INDEX a IS 'CREATE INDEX CONCURRENTLY'",
                "DROP INDEX \"CONCURRENTLY\"",
                "REINDEX TABLE a",
                "CLUSTER a USING b",
                "ALTER TABLE a ADD CONSTRAINT b CHECK (c > 0) NOT VALID",
                "ALTER TABLE a DETACH PARTITION b",
                "UPDATE a SET b = 'VACUUM'",
            })
    void theOthersDo(String sql) {
        assertTrue(statement(sql).transactional());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE a",
                "DROP FOREIGN TABLE a",
                "drop schema a cascade",
                "DROP DATABASE a",
                "DROP OWNED BY a",
                "DROP TYPE a CASCADE",
                "DROP DOMAIN a CASCADE",
                "DROP EXTENSION a CASCADE",
                "TRUNCATE a",
                "DELETE FROM a",
                "WITH gone AS (DELETE FROM a RETURNING 1) SELECT 1",
                "ALTER TABLE a DROP b",
                "ALTER TABLE a DROP \"b\"",
                "ALTER TABLE a ALTER b DROP DEFAULT, DROP COLUMN IF EXISTS c",
                "ALTER FOREIGN TABLE a DROP COLUMN b",
                "ALTER TYPE a DROP ATTRIBUTE b",
            })
    void aStatementMayDropData(String sql) {
        assertTrue(statement(sql).dropsData());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a DROP CONSTRAINT b",
                "ALTER TABLE a ALTER b DROP DEFAULT",
                "ALTER TABLE a ALTER b DROP NOT NULL",
                "ALTER TABLE a ALTER b DROP EXPRESSION IF EXISTS",
                "ALTER TABLE a ALTER b DROP IDENTITY",
                "DROP INDEX a",
                "DROP TYPE a",
                "DROP FUNCTION a()",
                "DROP TRIGGER a ON b",
                "CREATE TRIGGER a AFTER DELETE ON b EXECUTE FUNCTION c()",
                "COMMENT ON TABLE a IS 'DROP TABLE b'",
                "UPDATE a SET b = 1",
            })
    void otherwiseNoRowAndNoValueIsLost(String sql) {
        assertFalse(statement(sql).dropsData());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE a SET b = 1 WHERE {batch}", "WITH x AS (SELECT 1 FROM a WHERE c AND {batch}) SELECT 1"})
    void theBatchHasItsPlaceInTheSql(String sql) {
        assertTrue(statement(sql).batched());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE a SET b = '{batch}'",
                "UPDATE a SET b = 1 -- {batch}\n WHERE c",
                "UPDATE a SET batch = { 1"
            })
    void aLiteralOrACommentIsNoPlaceForTheBatch(String sql) {
        assertFalse(statement(sql).batched());
    }

    private static Statement statement(String sql) {
        var statements = Splitter.parts(sql, 1, (line, sentence) -> {}).get(0);
        assertEquals(1, statements.size());
        return statements.get(0);
    }
}
