package io.emcee.engine;

/** What purges keep in the schema {@code emcee}. */
final class PurgeState {
    /** Triggers by which a service's table refuses the keys of its tombstones; it fires before every other. */
    static final String TRIGGER = "!emcee_tombstone";

    /**
     * Holds, tombstones, and how far each purge is: one row for each of its workers, written with every batch. A tombstone
     * is as short as it can be, since there is one for each row that is gone.
     */
    static final String TABLES = """
            CREATE TABLE emcee.hold (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                table_schema text NOT NULL,
                table_name text NOT NULL,
                columns text[] NOT NULL,
                operators text[] NOT NULL,
                operands text[] NOT NULL,
                reason text NOT NULL,
                until timestamptz,
                held_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                held_by text NOT NULL,
                lifted_at timestamptz,
                lifted_by text,
                lifted_because text
            );
            CREATE TABLE emcee.tombstone_table (
                number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                table_schema text NOT NULL,
                table_name text NOT NULL,
                key_columns text[] NOT NULL,
                UNIQUE (table_schema, table_name)
            );
            CREATE TABLE emcee.tombstone (
                table_number integer NOT NULL REFERENCES emcee.tombstone_table,
                key text NOT NULL,
                run bigint NOT NULL,
                at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (table_number, key)
            );
            CREATE TABLE emcee.purge (
                run bigint NOT NULL,
                worker integer NOT NULL,
                counts text NOT NULL,
                ended boolean NOT NULL DEFAULT false,
                updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                PRIMARY KEY (run, worker)
            ) WITH (fillfactor = 50);
            """;

    private PurgeState() {}
}
