package io.emcee.catalog;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.ForeignKey.OnDelete;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class ForeignKeysIT {

    @Test
    void readsColumnsPairByPairAndWhatHappensToChildren(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE parent (a int, "B" int, c int UNIQUE, PRIMARY KEY (a, "B"));
            CREATE SCHEMA other;
            CREATE TABLE other.child (x int, y int, CONSTRAINT pair FOREIGN KEY (y, x) REFERENCES parent (a, "B") ON DELETE CASCADE);
            CREATE TABLE child (x int CONSTRAINT one REFERENCES parent (c) ON DELETE SET NULL);
            ALTER TABLE child ADD CONSTRAINT two FOREIGN KEY (x) REFERENCES parent (c) ON DELETE RESTRICT NOT VALID;
            CREATE SCHEMA away; CREATE TABLE away.a (id int PRIMARY KEY); CREATE TABLE away.b (id int REFERENCES away.a);
            """);
        QualifiedName parent = new QualifiedName("public", "parent");
        assertEquals(
                List.of(
                        new ForeignKey(
                                "pair",
                                new QualifiedName("other", "child"),
                                List.of("y", "x"),
                                parent,
                                List.of("a", "B"),
                                OnDelete.CASCADE,
                                false,
                                true),
                        new ForeignKey(
                                "one",
                                new QualifiedName("public", "child"),
                                List.of("x"),
                                parent,
                                List.of("c"),
                                OnDelete.SET_NULL,
                                false,
                                true),
                        new ForeignKey(
                                "two",
                                new QualifiedName("public", "child"),
                                List.of("x"),
                                parent,
                                List.of("c"),
                                OnDelete.RESTRICT,
                                false,
                                false)),
                keys(target));
    }

    @Test
    void anIndexCountsOnlyIfItLeadsWithTheColumnsAndHoldsEveryRow(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b));
            CREATE TABLE c1_exact (a int, b int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c1_exact (a, b);
            CREATE TABLE c2_turned (a int, b int, z int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c2_turned (b, a, z);
            CREATE TABLE c3_behind (a int, b int, z int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c3_behind (z, a, b);
            CREATE TABLE c4_partial (a int, b int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c4_partial (a, b) WHERE a > 0;
            CREATE TABLE c5_brin (a int, b int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c5_brin USING brin (a, b);
            CREATE TABLE c6_short (a int, b int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c6_short (a);
            CREATE TABLE c7_included (a int, b int, z int, FOREIGN KEY (a, b) REFERENCES parent); CREATE INDEX ON c7_included (a) INCLUDE (b);
            """);
        assertEquals(
                Map.of(
                        "c1_exact", true,
                        "c2_turned", true,
                        "c3_behind", false,
                        "c4_partial", false,
                        "c5_brin", false,
                        "c6_short", false,
                        "c7_included", false),
                keys(target).stream().collect(toMap(key -> key.child().name(), ForeignKey::indexed)));
    }

    @Test
    void aPartitionDoesNotRepeatTheKeyOfItsRoot(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE parent (id int PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE parent_1 PARTITION OF parent DEFAULT;
            CREATE TABLE child (id int REFERENCES parent) PARTITION BY RANGE (id);
            CREATE TABLE child_1 PARTITION OF child DEFAULT;
            """);
        assertEquals(
                List.of("public.child -> public.parent"),
                keys(target).stream()
                        .map(key -> key.child() + " -> " + key.parent())
                        .toList());
    }

    private static List<ForeignKey> keys(TestDatabase target) throws SQLException {
        try (Connection connection = target.connection()) {
            return ForeignKeys.of(connection, "public");
        }
    }
}
