package io.emcee.cli;

import io.emcee.database.Database;
import io.emcee.engine.Access;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** Lets the engine reach a database as {@link Database} opens it. */
public record DatabaseAccess(Database target) implements Access {
    @Override
    public Connection reader(String purpose) {
        return target.reader(purpose, Duration.ZERO);
    }

    @Override
    public Connection writer(String purpose) {
        return target.writer(purpose);
    }

    @Override
    public Pool pool(String purpose, int size) {
        io.emcee.database.Pool pool = target.pool(purpose, size);
        return new Pool() {
            @Override
            public DataSource dataSource() {
                return pool.dataSource();
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    @Override
    public String database() {
        return target.address().database();
    }
}
