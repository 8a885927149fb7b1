package io.emcee.rehearsal;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database on a server of its own that goes with it. The roles of the target are there, without rights. */
final class EmbeddedScratch implements Scratch {
    private static final String NAME = "emcee_rehearsal";

    private final EmbeddedServer server;
    private final Database copy;

    private EmbeddedScratch(EmbeddedServer server) {
        this.server = server;
        String url = server.jdbcUrl(NAME) + "?requireAuth=scram-sha-256";
        this.copy = new Database(
                Address.of(url, Optional.of(server.user()), Map.of()),
                Passwords.of(new Password(server.password())),
                "emcee");
    }

    /** @throws io.emcee.server.ServerException when it does not start */
    static EmbeddedScratch start(List<String> roles) throws SQLException {
        EmbeddedScratch scratch = new EmbeddedScratch(EmbeddedServer.temporary());
        try {
            scratch.server.createDatabase(NAME);
            scratch.create(roles);
            return scratch;
        } catch (SQLException | RuntimeException failed) {
            scratch.close();
            throw failed;
        }
    }

    private void create(List<String> roles) throws SQLException {
        String sql = roles.stream()
                .filter(role -> !role.equals(server.user()))
                .map(role -> "CREATE ROLE " + Identifier.quote(role))
                .collect(joining(";\n"));
        try (Connection connection = connect("rehearsal");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Connection connect(String purpose) {
        return copy.writer(purpose);
    }

    @Override
    public void renew() {
        server.dropDatabase(NAME);
        server.createDatabase(NAME);
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
