package io.emcee.engine;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Keeps Flyway silent: its log would be written into the screen, and what matters comes as events and failures. */
public final class FlywayLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> owner) {
        return new Silence();
    }

    private static final class Silence implements Log {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void error(String message) {}

        @Override
        public void error(String message, Exception cause) {}

        @Override
        public void notice(String message) {}
    }
}
