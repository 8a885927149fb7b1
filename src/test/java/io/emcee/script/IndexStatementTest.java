package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.script.IndexAction.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of indexes, read from statements. */
class IndexStatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY by_name ON images (name)",
                "create unique index concurrently if not exists By_Name on only Images using btree (name)",
                "CREATE INDEX by_name ON images (lower(name)) WHERE NOT deleted",
                "/* a /* nested */ comment */ CREATE INDEX -- ON other\n by_name ON\timages (name)",
                "CREATE INDEX \"by_name\" ON \"images\" (\"name\")",
                "CREATE INDEX U&\"by\\005fname\" ON U&\"\\+000069mages\" (name)",
            })
    void anIndexIsKnownHoweverItsStatementIsWritten(String sql) {
        assertEquals(
                Optional.of(List.of(Kind.CREATE, Optional.empty(), "by_name", Optional.of("images"))),
                index(sql).map(index -> List.of(index.kind(), index.schema(), index.name(), index.table())));
    }

    @Test
    void anIndexLivesInTheSchemaOfItsTable() {
        assertEquals(
                Optional.of(
                        new IndexAction(Kind.CREATE, Optional.of("Shop"), "a \"b\"", Optional.of("orders"), "(id)")),
                index("CREATE INDEX \"a \"\"b\"\"\" ON \"Shop\" . Orders (id)"));
        assertEquals(
                Optional.of(new IndexAction(Kind.CREATE, Optional.of("shop"), "x", Optional.of("orders"), "(id)")),
                index("CREATE INDEX x ON db.shop.orders (id)"));
    }

    @Test
    void whatFollowsTheTableIsItsDefinitionAsWritten() {
        assertEquals(
                "USING gin (tags, \"Ä\") /* both */ WHERE state = 'a b'",
                index("CREATE INDEX x ON s.t -- the table\n USING gin (tags, \"Ä\") /* both */ WHERE state = 'a b'")
                        .orElseThrow()
                        .definition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX CONCURRENTLY IF EXISTS shop.by_name CASCADE",
                "DROP INDEX Shop.By_Name RESTRICT",
                "drop index \"shop\".\"by_name\"",
            })
    void aDroppedIndexKeepsTheSchemaThatWasNamed(String sql) {
        assertEquals(
                Optional.of(new IndexAction(Kind.DROP, Optional.of("shop"), "by_name", Optional.empty(), "")),
                index(sql));
    }

    @Test
    void aDroppedIndexNeedsNoSchema() {
        assertEquals(
                Optional.of(new IndexAction(Kind.DROP, Optional.empty(), "by_name", Optional.empty(), "")),
                index("DROP INDEX CONCURRENTLY by_name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON images (name)",
                "CREATE INDEX ON images (name)",
                "DROP INDEX one, other",
                "DROP INDEX",
                "CREATE INDEX name",
                "CREATE TABLE index (on_images int)",
                "DROP TABLE images",
                "SELECT 'CREATE INDEX a ON b'",
            })
    void aStatementWithoutExactlyOneNamedIndexHasNone(String sql) {
        assertEquals(Optional.empty(), index(sql));
    }

    @Test
    void aNameIsCutWherePostgresqlCutsIt() {
        String name = "x".repeat(62) + "éé";
        assertEquals("x".repeat(62), index("DROP INDEX " + name).orElseThrow().name());
        assertEquals(
                "x".repeat(63),
                index("DROP INDEX " + "X".repeat(70)).orElseThrow().name());
    }

    @Test
    void onlyAsciiLettersAreFolded() {
        assertEquals("Äpfel", index("DROP INDEX ÄPFEL").orElseThrow().name());
    }

    private static Optional<IndexAction> index(String sql) {
        return new Statement(sql, List.of(), 1).index();
    }
}
