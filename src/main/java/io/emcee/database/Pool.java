package io.emcee.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** A few connections for one run, lent and taken back. Loaded only when asked for: starting it costs time. */
public final class Pool implements AutoCloseable {
    /** A connection is opened in far less; a borrower learns after this time that the database is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HikariDataSource connections;

    private Pool(HikariDataSource connections) {
        this.connections = connections;
    }

    /** Opens the first connection now, so that a failure shows here. */
    static Pool open(String url, Properties properties, int size) throws SQLException {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("emcee");
        settings.setJdbcUrl(url);
        settings.setDataSourceProperties(properties);
        settings.setMaximumPoolSize(size);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(PATIENCE.toMillis());
        try {
            return new Pool(new HikariDataSource(settings));
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException refusal ? refusal : new SQLException(e);
        }
    }

    /** May be used from several threads; closed with the pool. */
    public DataSource dataSource() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}
