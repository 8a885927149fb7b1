package io.emcee.database;

import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a database is and who asks for it. Carries no password.
 *
 * @param hosts at least one; the driver tries them in this order
 * @param database the database's name
 * @param user the role to log in as
 * @param parameters the driver's connection parameters, as the operator wrote them in the url
 */
public record Address(List<Host> hosts, String database, String user, Map<String, String> parameters) {

    /** One server; an IPv6 address stands in brackets. */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    public Address {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code jdbc:postgresql://host:port/database?parameter=value}, the same without {@code jdbc:}, and libpq's
     * {@code postgres://user@host/database}. What is not said comes from {@code PGHOST}, {@code PGPORT},
     * {@code PGDATABASE} and {@code PGUSER}; then localhost, 5432, the user's name, and the name of the operator's
     * account. A user given beside the url wins over the one in it.
     *
     * @throws DatabaseUnavailable when it cannot be read, and always when it carries a password
     */
    public static Address of(String url, Optional<String> user, Map<String, String> environment) {
        return new AddressReader(environment).read(url, user);
    }

    /** The url for the driver, without parameters, user and password. */
    String url() {
        return "jdbc:postgresql://" + server() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** {@code host:port}, several with commas. */
    public String server() {
        return hosts.stream().map(Host::toString).collect(joining(","));
    }

    /** {@code user@host:port/database}, for people. */
    @Override
    public String toString() {
        return user + "@" + server() + "/" + database;
    }
}
