package io.emcee.archive;

import io.emcee.TestDatabase;
import io.emcee.catalog.QualifiedName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tables with everything in them that a careless archive would lose, alter or let steer a terminal. */
public final class Hostile {
    public static final QualifiedName PARENTS = new QualifiedName("public", "parents");
    public static final QualifiedName CHILDREN = new QualifiedName("public", "Chil\"dren; DROP");
    public static final List<QualifiedName> TABLES = List.of(CHILDREN, PARENTS);

    private static final String CONTENT = """
            CREATE TYPE mood AS ENUM ('so,so', 'happy "inside"', '');
            CREATE SCHEMA other;
            CREATE TYPE other.point AS (x int, y text);
            CREATE TABLE parents (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name text, raw bytea, tags text[], document jsonb, at timestamptz, plain timestamp, share float8,
                small real, price numeric(12, 2), feeling mood, place other.point, span interval, fixed char(5),
                doubled int GENERATED ALWAYS AS (length(name) * 2) STORED, cash money, flag boolean,
                parent_id int REFERENCES parents
            );
            CREATE TABLE "Chil""dren; DROP" (
                parent int REFERENCES parents ON DELETE CASCADE, "na,me" text, "line
            end" text, PRIMARY KEY (parent, "na,me")
            );
            CREATE INDEX ON "Chil""dren; DROP" (parent);
            INSERT INTO parents (name, raw, tags, document, at, plain, share, small, price, feeling, place, span, fixed,
                                 cash, flag) VALUES
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                ('', '', '{}', '{}', 'infinity', '-infinity', 'NaN', '-Infinity', 'NaN', '', '(,)', '0', '', '0', true),
                (E'\\\\.', '\\x00ff0a0d5c', ARRAY['a,b', NULL, 'NULL', '"', E'\\n', '']::text[],
                 '{"a": [1, null, "\\u001b[2J"]}', '0044-03-15 12:00:00+00 BC', '1999-12-31 23:59:59.999999',
                 0.1::float8 + 0.2::float8, 1.1, 1.10, 'so,so', ROW(1, E'"x",\\n'), '-1 mon +3 days -04:05:06.7', 'a b',
                 '-12.34', false),
                (E'a\\r\\nb\\rc\\nd\\te', decode(repeat('00', 300), 'hex'), '{{a,b},{c,d}}', '"text"',
                 '2024-06-30 23:59:59.123456+05:53:28', '0001-01-01', 'Infinity', 'NaN', 0.00, 'happy "inside"', NULL,
                 '1 year 2 mons', '     ', '99999.99', NULL),
                (E'\\x1b]0;owned\\x07\\x1b[2J\\u009b31m\\u202e', '\\xdeadbeef', NULL, '[]', 'epoch', 'epoch', 1e-300, 1e-30, 1,
                 NULL, NULL, NULL, 'ümlau', '1', true),
                ('=HYPERLINK("http://evil","x")', NULL, '{"=cmd|'' /C calc''!A0"}', '{}', now(), now(), -0.0, 0, -0.01,
                 NULL, NULL, NULL, NULL, NULL, NULL),
                ('"quoted"', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                ('""', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                ('NULL', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (E'\\U0001F600 \\uFFFD', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (repeat(E'1 MB"\\n', 180000), decode(repeat('0a225c00', 50000), 'hex'), NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL);
            UPDATE parents SET parent_id = id - 1 WHERE id IN (3, 4, 9);
            INSERT INTO "Chil""dren; DROP"
            SELECT id, c, CASE WHEN c = '' THEN NULL ELSE c || E'\\n,' END FROM parents, unnest(ARRAY['', 'x', E'\\\\.']) AS c;
            """;

    /** All rows of both tables in a form that differs when a byte does. */
    public static final String DIGEST = """
            SELECT md5(string_agg(row, '|' ORDER BY row)) FROM (
                SELECT encode(sha256(record_send(p)), 'hex') AS row FROM parents p
                UNION ALL SELECT encode(sha256(record_send(c)), 'hex') FROM "Chil""dren; DROP" c) AS rows
            """;

    private Hostile() {}

    public static void create(TestDatabase database) {
        database.execute(CONTENT);
    }

    /** Moves all rows into the archive of run 1. */
    public static Path move(TestDatabase database, Path folder) throws SQLException {
        try (Connection connection = database.connection();
                ArchiveWriter writer = ArchiveWriter.open(connection, folder, origin(database, "1"), TABLES)) {
            connection.setAutoCommit(false);
            for (QualifiedName table : TABLES) {
                writer.take(connection, table, "DELETE FROM " + table.quoted() + " RETURNING *");
            }
            writer.seal();
            connection.commit();
            writer.committed();
            writer.finish();
            return writer.folder();
        }
    }

    public static Origin origin(TestDatabase database, String run) {
        return origin(database, run, 1);
    }

    public static Origin origin(TestDatabase database, String run, int worker) {
        return new Origin(
                database.name(), identity(database), "public", "ocata_expand01", run, worker, Optional.empty());
    }

    public static String identity(TestDatabase database) {
        return database.value("""
                SELECT (SELECT system_identifier FROM pg_control_system()) || '/'
                    || (SELECT oid FROM pg_database WHERE datname = current_database())
                """);
    }
}
