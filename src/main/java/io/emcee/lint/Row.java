package io.emcee.lint;

import static io.emcee.lint.LockMode.ACCESS_EXCLUSIVE;
import static io.emcee.lint.LockMode.ACCESS_SHARE;
import static io.emcee.lint.LockMode.EXCLUSIVE;
import static io.emcee.lint.LockMode.NONE;
import static io.emcee.lint.LockMode.ROW_EXCLUSIVE;
import static io.emcee.lint.LockMode.SHARE;
import static io.emcee.lint.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.emcee.lint.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static io.emcee.lint.Rule.CHANGES_ACCESS;
import static io.emcee.lint.Rule.CHECKED_IN_EXPAND;
import static io.emcee.lint.Rule.CONSTRAINT_BUILDS_INDEX;
import static io.emcee.lint.Rule.DROP_INDEX_NOT_CONCURRENTLY;
import static io.emcee.lint.Rule.DROP_IN_EXPAND;
import static io.emcee.lint.Rule.EXPLICIT_LOCK;
import static io.emcee.lint.Rule.INDEX_NOT_CONCURRENTLY;
import static io.emcee.lint.Rule.LOCKS_PARTITIONED_TABLE;
import static io.emcee.lint.Rule.RENAME_BREAKS_OLD_CODE;
import static io.emcee.lint.Rule.REWRITE_UNDER_LOCK;
import static io.emcee.lint.Rule.SCAN_UNDER_LOCK;
import static io.emcee.lint.Rule.SET_NOT_NULL_SCANS;
import static io.emcee.lint.Rule.STRICTER_IN_EXPAND;
import static io.emcee.lint.Rule.TRUNCATES;
import static io.emcee.lint.Rule.WHOLE_TABLE_WRITE;
import static io.emcee.lint.Rule.WRITE_IN_SCHEMA_REVISION;
import static io.emcee.lint.Work.BUILD;
import static io.emcee.lint.Work.COPY;
import static io.emcee.lint.Work.NOTHING;
import static io.emcee.lint.Work.REWRITE;
import static io.emcee.lint.Work.SCAN;
import static io.emcee.lint.Work.WRITE;

import java.util.List;

/**
 * The table of locks of PostgreSQL 14 to 18: what a statement, or one action of it, takes and does. Each row that is
 * about a lock was compared with {@code pg_locks} of running servers; LockTableIT does it again.
 */
public enum Row {
    ADD_COLUMN("ADD COLUMN", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    ADD_COLUMN_VOLATILE(
            "ADD COLUMN with a volatile default",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add it without the default, SET DEFAULT for new rows, and fill the old ones in a migrate revision",
            REWRITE_UNDER_LOCK),
    ADD_COLUMN_SEQUENCE(
            "ADD COLUMN with a sequence",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add a plain integer, give it a sequence as default, fill it in a migrate revision, then ADD GENERATED",
            REWRITE_UNDER_LOCK),
    ADD_COLUMN_STORED(
            "ADD COLUMN GENERATED STORED",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add a plain column, keep it by a trigger, and fill it in a migrate revision",
            REWRITE_UNDER_LOCK),
    ADD_COLUMN_DOMAIN(
            "ADD COLUMN of a domain with a constraint",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "take the base type and ADD CHECK ... NOT VALID",
            REWRITE_UNDER_LOCK),
    ADD_COLUMN_CHECK(
            "ADD COLUMN with a CHECK",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "add the column, then ADD CHECK ... NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK),
    ADD_COLUMN_UNIQUE(
            "ADD COLUMN with a unique index",
            ACCESS_EXCLUSIVE,
            NONE,
            BUILD,
            "add the column, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX",
            CONSTRAINT_BUILDS_INDEX),
    ADD_COLUMN_REFERENCES("ADD COLUMN with a foreign key", ACCESS_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, NOTHING, ""),
    ADD_COLUMN_REFERENCES_DEFAULT(
            "ADD COLUMN with a foreign key and a default",
            ACCESS_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE,
            SCAN,
            "add the column, then the foreign key NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK),
    DROP_COLUMN("DROP COLUMN", ACCESS_EXCLUSIVE, NONE, NOTHING, "drop it in a contract revision", DROP_IN_EXPAND),
    ALTER_DEFAULT("SET or DROP DEFAULT", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    SET_NOT_NULL(
            "SET NOT NULL",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "first ADD CHECK (column IS NOT NULL) NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SET_NOT_NULL_SCANS,
            STRICTER_IN_EXPAND),
    SET_NOT_NULL_PROVED(
            "SET NOT NULL", ACCESS_EXCLUSIVE, NONE, NOTHING, "set it in a contract revision", STRICTER_IN_EXPAND),
    DROP_NOT_NULL("DROP NOT NULL", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    WIDEN_TYPE("TYPE", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    WIDEN_CHECKED_TYPE(
            "TYPE of a column that a CHECK names",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "drop the CHECK first, and add it again NOT VALID, with VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK),
    CHANGE_TYPE(
            "TYPE",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add a second column, keep it by a trigger, and fill it in a migrate revision",
            REWRITE_UNDER_LOCK),
    CHANGE_UNKNOWN_TYPE(
            "TYPE, unless the old type is a shorter one of the kind,",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add a second column, keep it by a trigger, and fill it in a migrate revision",
            REWRITE_UNDER_LOCK),
    CHANGE_TIME_ZONE(
            "TYPE to or from a time with time zone, unless TimeZone is UTC,",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "SET LOCAL TimeZone = 'UTC' before it when the data is UTC",
            REWRITE_UNDER_LOCK),
    SET_EXPRESSION(
            "SET EXPRESSION",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "add a second column, keep it by a trigger, and fill it in a migrate revision",
            REWRITE_UNDER_LOCK),
    SET_STATISTICS("SET STATISTICS", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    SET_COLUMN_OPTIONS("options of a column", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    SET_STORAGE("SET STORAGE or COMPRESSION", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    DROP_EXPRESSION("DROP EXPRESSION", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    IDENTITY("ADD, SET or DROP of an identity", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    RENAME(
            "RENAME",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "give it a second name beside the first, a column with a trigger or a view, and drop the first in contract",
            RENAME_BREAKS_OLD_CODE),
    SET_SCHEMA(
            "SET SCHEMA",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "leave a view under the old name, or do it when no service is running",
            RENAME_BREAKS_OLD_CODE),
    RENAME_CONSTRAINT("RENAME CONSTRAINT", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    ADD_CHECK(
            "ADD CHECK",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "ADD CHECK ... NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK,
            CHECKED_IN_EXPAND),
    ADD_CHECK_NOT_VALID(
            "ADD CHECK NOT VALID",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "add it in a contract revision unless they all write rows that pass",
            CHECKED_IN_EXPAND),
    ADD_NOT_NULL(
            "ADD NOT NULL",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "add it NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SET_NOT_NULL_SCANS,
            STRICTER_IN_EXPAND),
    ADD_NOT_NULL_NOT_VALID(
            "ADD NOT NULL NOT VALID",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "add it in a contract revision",
            STRICTER_IN_EXPAND),
    VALIDATE_CHECK("VALIDATE CONSTRAINT", SHARE_UPDATE_EXCLUSIVE, NONE, SCAN, ""),
    ADD_FOREIGN_KEY(
            "ADD FOREIGN KEY",
            SHARE_ROW_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE,
            SCAN,
            "add it NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK,
            CHECKED_IN_EXPAND),
    ADD_FOREIGN_KEY_NOT_VALID(
            "ADD FOREIGN KEY NOT VALID",
            SHARE_ROW_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE,
            NOTHING,
            "add it in a contract revision unless they all write rows that pass",
            CHECKED_IN_EXPAND),
    VALIDATE_FOREIGN_KEY("VALIDATE CONSTRAINT of a foreign key", SHARE_UPDATE_EXCLUSIVE, LockMode.ROW_SHARE, SCAN, ""),
    DROP_CONSTRAINT("DROP CONSTRAINT", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    DROP_FOREIGN_KEY("DROP CONSTRAINT of a foreign key", ACCESS_EXCLUSIVE, ACCESS_EXCLUSIVE, NOTHING, ""),
    ALTER_CONSTRAINT("ALTER CONSTRAINT", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    ADD_INDEX_CONSTRAINT(
            "ADD UNIQUE, PRIMARY KEY or EXCLUDE",
            ACCESS_EXCLUSIVE,
            NONE,
            BUILD,
            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX (an EXCLUDE has no safe form)",
            CONSTRAINT_BUILDS_INDEX,
            STRICTER_IN_EXPAND),
    ADD_PRIMARY_KEY_USING(
            "ADD PRIMARY KEY USING INDEX of a column that may be NULL",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "first prove NOT NULL by a validated CHECK, and SET NOT NULL",
            SET_NOT_NULL_SCANS),
    ADD_CONSTRAINT_USING("ADD CONSTRAINT USING INDEX", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    CREATE_INDEX("CREATE INDEX", SHARE, NONE, BUILD, "CREATE INDEX CONCURRENTLY", INDEX_NOT_CONCURRENTLY),
    CREATE_INDEX_ONLY("CREATE INDEX ON ONLY", SHARE, NONE, NOTHING, ""),
    CREATE_INDEX_CONCURRENTLY("CREATE INDEX CONCURRENTLY", SHARE_UPDATE_EXCLUSIVE, NONE, BUILD, ""),
    DROP_INDEX(
            "DROP INDEX",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "DROP INDEX CONCURRENTLY in a part of its own",
            DROP_INDEX_NOT_CONCURRENTLY,
            DROP_IN_EXPAND),
    DROP_INDEX_CONCURRENTLY("DROP INDEX CONCURRENTLY", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, "", DROP_IN_EXPAND),
    REINDEX("REINDEX", SHARE, NONE, BUILD, "REINDEX CONCURRENTLY", INDEX_NOT_CONCURRENTLY),
    REINDEX_CONCURRENTLY("REINDEX CONCURRENTLY", SHARE_UPDATE_EXCLUSIVE, NONE, BUILD, ""),
    ALTER_INDEX("ALTER INDEX", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    CREATE_TRIGGER("CREATE TRIGGER", SHARE_ROW_EXCLUSIVE, NONE, NOTHING, ""),
    SWITCH_TRIGGER("ENABLE or DISABLE TRIGGER", SHARE_ROW_EXCLUSIVE, NONE, NOTHING, ""),
    DROP_TRIGGER("DROP TRIGGER", ACCESS_EXCLUSIVE, NONE, NOTHING, "drop it in a contract revision", DROP_IN_EXPAND),
    ALTER_TRIGGER("ALTER TRIGGER", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    CREATE_OBJECT("CREATE", NONE, NONE, NOTHING, ""),
    DROP_OBJECT("DROP", NONE, NONE, NOTHING, "drop it in a contract revision", DROP_IN_EXPAND),
    ALTER_OBJECT("ALTER", NONE, NONE, NOTHING, ""),
    ACCESS(
            "RULE, POLICY, ROW LEVEL SECURITY, OWNER or REPLICA IDENTITY",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "do it when no service is running, or waive it with the reason why they bear it",
            CHANGES_ACCESS),
    SET_TABLESPACE(
            "SET TABLESPACE",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "build the table anew beside it, or do it when no service is running",
            REWRITE_UNDER_LOCK),
    SET_PERSISTENCE(
            "SET LOGGED, UNLOGGED or ACCESS METHOD",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "build the table anew beside it, or do it when no service is running",
            REWRITE_UNDER_LOCK),
    SET_TABLE_OPTIONS("SET of storage parameters", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    CLUSTER_ON("CLUSTER ON", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    INHERIT("INHERIT", ACCESS_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, NOTHING, ""),
    OF_TYPE("OF or NOT OF a type", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    CREATE_TABLE("CREATE TABLE", NONE, NONE, NOTHING, ""),
    CREATE_TABLE_AS("CREATE TABLE AS", NONE, NONE, COPY, ""),
    REFERENCE("a foreign key of a new table", SHARE_ROW_EXCLUSIVE, NONE, NOTHING, ""),
    CREATE_PARTITION(
            "CREATE TABLE PARTITION OF",
            ACCESS_EXCLUSIVE,
            NONE,
            NOTHING,
            "CREATE TABLE ... (LIKE ...), then ATTACH PARTITION",
            LOCKS_PARTITIONED_TABLE),
    ATTACH_PARTITION("ATTACH PARTITION", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    ATTACHED(
            "ATTACH PARTITION, unless a validated CHECK says the same,",
            ACCESS_EXCLUSIVE,
            NONE,
            SCAN,
            "first add a CHECK of the same bounds NOT VALID, and VALIDATE CONSTRAINT in a part of its own",
            SCAN_UNDER_LOCK),
    DETACH_PARTITION(
            "DETACH PARTITION",
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            NOTHING,
            "DETACH PARTITION ... CONCURRENTLY in a part of its own",
            LOCKS_PARTITIONED_TABLE,
            DROP_IN_EXPAND),
    DETACH_PARTITION_CONCURRENTLY(
            "DETACH PARTITION CONCURRENTLY",
            SHARE_UPDATE_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            NOTHING,
            "detach it in a contract revision",
            DROP_IN_EXPAND),
    DROP_TABLE(
            "DROP TABLE",
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            NOTHING,
            "drop it in a contract revision",
            DROP_IN_EXPAND),
    DROP_PARTITION(
            "DROP TABLE of a partition",
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            NOTHING,
            "DETACH PARTITION ... CONCURRENTLY first",
            LOCKS_PARTITIONED_TABLE,
            DROP_IN_EXPAND),
    TRUNCATE(
            "TRUNCATE",
            ACCESS_EXCLUSIVE,
            ACCESS_EXCLUSIVE,
            NOTHING,
            "delete in batches, in a migrate revision",
            TRUNCATES),
    CREATE_VIEW("CREATE VIEW", NONE, NONE, NOTHING, ""),
    ALTER_VIEW("CREATE OR REPLACE VIEW or ALTER VIEW", ACCESS_EXCLUSIVE, NONE, NOTHING, ""),
    DROP_VIEW("DROP VIEW", ACCESS_EXCLUSIVE, NONE, NOTHING, "drop it in a contract revision", DROP_IN_EXPAND),
    CREATE_MATERIALIZED_VIEW("CREATE MATERIALIZED VIEW", NONE, NONE, COPY, ""),
    REFRESH(
            "REFRESH MATERIALIZED VIEW",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "REFRESH MATERIALIZED VIEW CONCURRENTLY",
            REWRITE_UNDER_LOCK),
    REFRESH_CONCURRENTLY("REFRESH MATERIALIZED VIEW CONCURRENTLY", EXCLUSIVE, NONE, COPY, ""),
    RENAME_VALUE(
            "ALTER TYPE RENAME",
            NONE,
            NONE,
            NOTHING,
            "add the new value, and let the old one be",
            RENAME_BREAKS_OLD_CODE),
    DOMAIN_CHECK(
            "ALTER DOMAIN ADD CONSTRAINT",
            SHARE,
            NONE,
            SCAN,
            "add it NOT VALID; VALIDATE CONSTRAINT of a domain blocks writes as well",
            SCAN_UNDER_LOCK,
            CHECKED_IN_EXPAND),
    ALTER_SEQUENCE("ALTER SEQUENCE", SHARE_ROW_EXCLUSIVE, NONE, NOTHING, ""),
    DROP_SEQUENCE("DROP SEQUENCE", ACCESS_EXCLUSIVE, NONE, NOTHING, "drop it in a contract revision", DROP_IN_EXPAND),
    COMMENT("COMMENT", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    STATISTICS("CREATE STATISTICS", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    ANALYZE("ANALYZE", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    VACUUM("VACUUM", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    VACUUM_FULL(
            "VACUUM FULL or CLUSTER",
            ACCESS_EXCLUSIVE,
            NONE,
            REWRITE,
            "let autovacuum reuse the space, or do it when no service is running",
            REWRITE_UNDER_LOCK),
    PUBLICATION("a publication", SHARE_UPDATE_EXCLUSIVE, NONE, NOTHING, ""),
    GRANT("GRANT or REVOKE", NONE, NONE, NOTHING, ""),
    LOCK_TABLE("LOCK TABLE", ACCESS_EXCLUSIVE, NONE, NOTHING, "leave it out", EXPLICIT_LOCK),
    LOCK_TABLE_WEAKLY("LOCK TABLE", SHARE, NONE, NOTHING, "leave it out", EXPLICIT_LOCK),
    LOCK_TABLE_SHARED("LOCK TABLE", ROW_EXCLUSIVE, NONE, NOTHING, ""),
    INSERT("INSERT", ROW_EXCLUSIVE, NONE, NOTHING, ""),
    INSERT_SELECT("INSERT SELECT", ROW_EXCLUSIVE, NONE, COPY, "do it in a migrate revision", WRITE_IN_SCHEMA_REVISION),
    UPDATE_ALL(
            "UPDATE, DELETE or MERGE without WHERE",
            ROW_EXCLUSIVE,
            NONE,
            WRITE,
            "do it in a migrate revision, batch after batch",
            WHOLE_TABLE_WRITE),
    UPDATE_SOME(
            "UPDATE, DELETE or MERGE",
            ROW_EXCLUSIVE,
            NONE,
            WRITE,
            "if they are many, do it in a migrate revision",
            WRITE_IN_SCHEMA_REVISION),
    UPDATE_BATCH("a batch", ROW_EXCLUSIVE, NONE, WRITE, ""),
    SELECT("SELECT", ACCESS_SHARE, NONE, NOTHING, ""),
    SETTING("SET", NONE, NONE, NOTHING, ""),
    UNKNOWN("a statement that is not understood", NONE, NONE, NOTHING, "");

    private final String words;
    private final LockMode lock;
    private final LockMode other;
    private final Work work;
    private final String safer;
    /** Made by {@code List.of}. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Rule> rules;

    Row(String words, LockMode lock, LockMode other, Work work, String safer, Rule... rules) {
        this.words = words;
        this.lock = lock;
        this.other = other;
        this.work = work;
        this.safer = safer;
        this.rules = List.of(rules);
    }

    /** The statement or action, in the key words of SQL. */
    public String words() {
        return words;
    }

    /** What it takes on the table it names. */
    public LockMode lock() {
        return lock;
    }

    /** What it takes on other tables: those that are referenced, or a partition. */
    public LockMode other() {
        return other;
    }

    public Work work() {
        return work;
    }

    /** What to write instead; empty when it is well as it is. */
    public String safer() {
        return safer;
    }

    List<Rule> rules() {
        return rules;
    }
}
