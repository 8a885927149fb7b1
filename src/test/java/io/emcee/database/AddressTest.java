package io.emcee.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final String ACCOUNT = System.getProperty("user.name");

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:5433/glance, db.example:5433, glance",
        "jdbc:postgresql://db.example/glance, db.example:5432, glance",
        "jdbc:postgresql:glance, localhost:5432, glance",
        "postgresql:///glance, localhost:5432, glance",
        "postgres://db.example/my%20glance, db.example:5432, my glance",
        "jdbc:postgresql://[::1]:5433/glance, [::1]:5433, glance",
        "postgresql://[::1]/glance, [::1]:5432, glance",
        "'postgresql://one,two:6000/glance', 'one:5432,two:6000', glance",
        "postgresql://?host=db.example&port=6000&dbname=glance, db.example:6000, glance",
    })
    void readsTheFormsThatTheDriverAndLibpqKnow(String url, String server, String database) {
        Address address = Address.of(url, Optional.empty(), Map.of());
        assertEquals(server, address.server());
        assertEquals(database, address.database());
        assertEquals(ACCOUNT, address.user());
        assertEquals(Map.of(), address.parameters());
    }

    @Test
    void theUserBesideTheUrlWinsOverTheOneInItAndThatOverTheEnvironment() {
        Map<String, String> environment = Map.of("PGUSER", "environment");
        assertEquals("given", user("postgresql://login@h/d?user=parameter", Optional.of("given"), environment));
        assertEquals("parameter", user("postgresql://login@h/d?user=parameter", Optional.empty(), environment));
        assertEquals("log in", user("postgresql://log%20in@h/d", Optional.empty(), environment));
        assertEquals("environment", user("postgresql://h/d", Optional.empty(), environment));
    }

    @Test
    void whatTheUrlLeavesOutComesFromTheEnvironment() {
        Map<String, String> environment =
                Map.of("PGHOST", "db.example", "PGPORT", "6000", "PGDATABASE", "glance", "PGUSER", "operator");
        assertEquals(
                "operator@db.example:6000/glance",
                Address.of("postgresql://", Optional.empty(), environment).toString());
        assertEquals(
                "operator@localhost:5432/operator",
                Address.of("postgresql://", Optional.of("operator"), Map.of()).toString());
    }

    @Test
    void namesOfLibpqBecomeThoseOfTheDriver() {
        assertEquals(
                Map.of("connectTimeout", "3", "targetServerType", "primary", "sslmode", "require", "options", "-c a=b"),
                Address.of(
                                "postgresql://h/d?connect_timeout=3&target_session_attrs=read-write&sslmode=require"
                                        + "&options=-c%20a%3Db",
                                Optional.empty(), Map.of())
                        .parameters());
    }

    @Test
    void theUrlForTheDriverKeepsAnOddDatabaseName() {
        Address address = Address.of("postgresql://h/a%2Fb%3Fc%20d", Optional.empty(), Map.of());
        assertEquals("a/b?c d", address.database());
        assertEquals("jdbc:postgresql://h:5432/a%2Fb%3Fc+d", address.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://operator:s3cret@h/d",
                "jdbc:postgresql://operator:s3cret@h/d",
                "postgresql://operator:s3cret/more@h/d",
                "postgresql://operator:s3cret?more@h/d",
                "postgresql://operator:at@s3cret@h/d",
                "jdbc:postgresql://h/d?password=s3cret",
                "jdbc:postgresql://h/d?PASSWORD=s3cret",
                "jdbc:postgresql://h/d?pass%77ord=s3cret",
                "jdbc:postgresql://h/d?sslmode=require&sslpassword=s3cret",
                "jdbc:postgresql://h/d?user=operator;password=s3cret",
            })
    void aUrlWithAPasswordIsRefusedWithoutRepeatingIt(String url) {
        DatabaseUnavailable refusal = refusal(url);
        assertTrue(refusal.getMessage().startsWith("The url carries a password"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("--password-file FILE, PGPASSWORD, ~/.pgpass"));
        assertFalse(refusal.getMessage().contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://h/d, The url is not one of a PostgreSQL.",
        "jdbc:postgresql://h:0/d, The port must be a number from 1 to 65535.",
        "jdbc:postgresql://h:99999999999/d, The port must be a number from 1 to 65535.",
        "jdbc:postgresql://::1/d, 'The url''s host is neither a name nor an address.'",
        "postgresql://%2Fvar%2Frun/d, The address is the folder of a Unix socket",
        "postgresql:///d?host=/var/run, The address is the folder of a Unix socket",
        "postgresql://h/d?sslmod=require, 'The url has a parameter \"sslmod\" that the driver does not know.'",
        "postgresql://h/d?service=mine, 'The url has a parameter \"service\" that the driver does not know.'",
        "postgresql://h/100%, 'The url has a \"%\" that begins no character code.'",
    })
    void saysWhatIsWrongWithAUrl(String url, String beginning) {
        assertTrue(refusal(url).getMessage().startsWith(beginning), refusal(url).getMessage());
    }

    private static DatabaseUnavailable refusal(String url) {
        DatabaseUnavailable refusal =
                assertThrows(DatabaseUnavailable.class, () -> Address.of(url, Optional.empty(), Map.of()));
        assertEquals(DatabaseUnavailable.Reason.ADDRESS, refusal.reason());
        return refusal;
    }

    private static String user(String url, Optional<String> given, Map<String, String> environment) {
        return Address.of(url, given, environment).user();
    }
}
