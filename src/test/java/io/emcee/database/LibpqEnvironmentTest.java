package io.emcee.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LibpqEnvironmentTest {
    @Test
    void anAddressIsTheSameForProgramsOfPostgreSQL() {
        assertEquals(
                Map.of(
                        "PGHOST", "one,::1",
                        "PGPORT", "5432,5433",
                        "PGDATABASE", "it's=x",
                        "PGUSER", "maria",
                        "PGCONNECT_TIMEOUT", "15",
                        "PGOPTIONS", "-c role=glance -c default_transaction_read_only=on",
                        "PGSSLMODE", "require",
                        "PGTARGETSESSIONATTRS", "primary"),
                of("jdbc:postgresql://one,[::1]:5433/it's%3Dx?sslmode=require&ssl=true&targetServerType=primary"
                        + "&options=-c%20role%3Dglance&loginTimeout=3"));
    }

    @Test
    void theDriversWordForEncryptionMeansThatTheServerIsChecked() {
        assertEquals("verify-full", of("jdbc:postgresql://one/x?ssl=true").get("PGSSLMODE"));
    }

    private static Map<String, String> of(String url) {
        return LibpqEnvironment.of(Address.of(url, Optional.of("maria"), Map.of()));
    }
}
