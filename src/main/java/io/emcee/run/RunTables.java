package io.emcee.run;

/** The tables of runs, in schema {@code emcee}. */
public final class RunTables {
    /** Half of each page is left free: a row is written again every second for hours, and should stay where it is. */
    public static final String CREATE = """
            CREATE TABLE emcee.run (
                id bigint PRIMARY KEY,
                kind text NOT NULL,
                what text NOT NULL,
                owner text NOT NULL,
                backend integer NOT NULL,
                started timestamptz NOT NULL DEFAULT clock_timestamp(),
                heartbeat timestamptz NOT NULL DEFAULT clock_timestamp(),
                passing text NOT NULL DEFAULT '{}',
                wanted text NOT NULL DEFAULT 'run' CHECK (wanted IN ('run', 'pause', 'stop')),
                wanted_by text,
                rests boolean NOT NULL DEFAULT false,
                settings text NOT NULL DEFAULT '{}',
                result text,
                ended timestamptz
            ) WITH (fillfactor = 50);
            CREATE TABLE emcee.run_event (
                run bigint NOT NULL,
                number bigint NOT NULL,
                kind text NOT NULL,
                facts text NOT NULL,
                PRIMARY KEY (run, number)
            );
            """;

    private RunTables() {}
}
