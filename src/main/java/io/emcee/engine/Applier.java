package io.emcee.engine;

import io.emcee.revision.Phase;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Lets Flyway apply and record steps: an unbroken row of one phase in one run, since a run costs several times what a
 * step does. Flyway sees only the scripts of that run; what is already applied was compared before, by checksum.
 */
final class Applier {
    private final Access.Pool pool;
    private final Actor actor;

    Applier(Access.Pool pool, Actor actor) {
        this.pool = pool;
        this.actor = actor;
    }

    /** Applies transactional steps of one phase, each with its row in the history in one transaction. */
    void apply(List<Step> steps, Callback callback) {
        migrate(steps, configure(steps).callbacks(callback));
    }

    /** Adds the row of a step whose effect is already there. */
    void record(Step step) {
        migrate(List.of(step), configure(List.of(step)).skipExecutingMigrations(true));
    }

    private static void migrate(List<Step> steps, FluentConfiguration configuration) {
        int executed = configuration.load().migrate().migrationsExecuted;
        if (executed != steps.size()) {
            throw new FlywayException("of " + steps.size() + " steps only " + executed + " were recorded");
        }
    }

    private FluentConfiguration configure(List<Step> steps) {
        Phase phase = steps.get(0).phase();
        FluentConfiguration configuration = Flyway.configure()
                .loggers(FlywayLog.class.getName())
                .outputQueryResults(false)
                .dataSource(pool.dataSource())
                .defaultSchema("emcee")
                .schemas("emcee")
                .createSchemas(false)
                .table(StateSchema.history(phase))
                .installedBy(actor.toString())
                .resourceProvider(new MemoryScripts(steps))
                .javaMigrationClassProvider(List::of)
                .skipDefaultCallbacks(true)
                .skipDefaultResolvers(false)
                .placeholderReplacement(false)
                .validateOnMigrate(false)
                .outOfOrder(true);
        // Its transactional lock would make CREATE INDEX CONCURRENTLY wait for Flyway itself, for ever.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }
}
