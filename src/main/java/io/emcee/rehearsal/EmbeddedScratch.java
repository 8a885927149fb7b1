package io.emcee.rehearsal;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.server.EmbeddedServer;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database on a server of its own that goes with it. The roles of the target are there, without rights. What comes from
 * the target, the body of a trigger for instance, may be anybody's: it never runs as the superuser, who could run
 * programs on this machine, but as a role that owns the database and nothing else.
 */
final class EmbeddedScratch implements Scratch {
    /** Of the database and of its owner. */
    private static final String NAME = "emcee_rehearsal";

    private final EmbeddedServer server;
    private final String secret = new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
    private final Database copy;

    private EmbeddedScratch(EmbeddedServer server) {
        this.server = server;
        this.copy = database(NAME, NAME, secret);
    }

    private Database database(String name, String role, String password) {
        String url = server.jdbcUrl(name) + "?requireAuth=scram-sha-256";
        return new Database(
                Address.of(url, Optional.of(role), Map.of()), Passwords.of(new Password(password)), "emcee");
    }

    /** @throws io.emcee.server.ServerException when it does not start */
    static EmbeddedScratch start(List<String> roles) throws SQLException {
        EmbeddedScratch scratch = new EmbeddedScratch(EmbeddedServer.temporary());
        try {
            scratch.createRoles(roles);
            scratch.createDatabase();
            return scratch;
        } catch (SQLException | RuntimeException failed) {
            scratch.close();
            throw failed;
        }
    }

    /** The owner may do what an ordinary role may be allowed to do, and act as each of the others. */
    private void createRoles(List<String> roles) throws SQLException {
        String others = roles.stream()
                .filter(role -> !role.equals(server.user()) && !role.equals(NAME))
                .map(role -> "CREATE ROLE %1$s; GRANT %1$s TO %2$s;\n".formatted(Identifier.quote(role), NAME))
                .collect(joining());
        administer("CREATE ROLE " + NAME + " LOGIN CREATEROLE CREATEDB PASSWORD '" + secret + "';\n" + others);
    }

    private void createDatabase() throws SQLException {
        administer("CREATE DATABASE " + NAME + " TEMPLATE template0 OWNER " + NAME);
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection =
                        database("postgres", server.user(), server.password()).writer("rehearsal");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Connection connect(String purpose) {
        return copy.writer(purpose);
    }

    @Override
    public void renew() throws SQLException {
        server.dropDatabase(NAME);
        createDatabase();
    }

    @Override
    public boolean embedded() {
        return true;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return server.version();
    }

    @Override
    public void close() {
        server.close();
    }
}
