package io.emcee.database;

import io.emcee.database.Address.Host;
import io.emcee.database.DatabaseUnavailable.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Reads a url of either form. No message repeats a part of the url in which a password could stand. */
final class AddressReader {
    private static final String SECRET = """
        The url carries a password, which others could read in the list of processes. \
        Leave it out, and give the password by --password-file FILE, PGPASSWORD, ~/.pgpass or at the prompt.\
        """;

    /** libpq's names for what the driver calls otherwise. */
    private static final Map<String, String> LIBPQ = Map.of(
            "application_name", PGProperty.APPLICATION_NAME.getName(),
            "connect_timeout", PGProperty.CONNECT_TIMEOUT.getName(),
            "gssencmode", PGProperty.GSS_ENC_MODE.getName(),
            "target_session_attrs", PGProperty.TARGET_SERVER_TYPE.getName());

    private static final Map<String, String> SESSION_KINDS =
            Map.of("read-write", "primary", "standby", "secondary", "prefer-standby", "preferSecondary");

    private final Map<String, String> environment;

    AddressReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Address read(String url, Optional<String> user) {
        String rest = withoutScheme(url);
        if (decode(rest).toLowerCase(Locale.ROOT).contains("password=")) {
            throw refused(SECRET);
        }
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : rest.substring(0, at);
        // Whatever a password may consist of, its colon stands before the last "@".
        if (login.matches(".*[:/?].*")) {
            throw refused(SECRET + " (An \"@\" elsewhere in the url is written %40.)");
        }
        return afterLogin(rest.substring(at + 1), decode(login), user);
    }

    private Address afterLogin(String rest, String login, Optional<String> user) {
        String[] halves = rest.split("\\?", 2);
        Map<String, String> parameters = parameters(halves.length == 2 ? halves[1] : "");
        String[] path = halves[0].split("/", 2);
        String who = user.or(() -> said(parameters.remove("user")))
                .or(() -> said(login))
                .or(() -> said(environment.get("PGUSER")))
                .orElseGet(() -> System.getProperty("user.name"));
        String database = said(parameters.remove("dbname"))
                .or(() -> said(path.length == 2 ? decode(path[1]) : ""))
                .or(() -> said(environment.get("PGDATABASE")))
                .orElse(who);
        return new Address(hosts(path[0], parameters), database, who, parameters);
    }

    private static String withoutScheme(String url) {
        String bare = url.strip().replaceFirst("^jdbc:", "").replaceFirst("^postgres(ql)?:", "postgresql:");
        if (bare.startsWith("postgresql://")) {
            return bare.substring("postgresql://".length());
        }
        // The driver's short form names a database only: jdbc:postgresql:glance
        if (bare.startsWith("postgresql:") && !bare.startsWith("postgresql:/")) {
            return "/" + bare.substring("postgresql:".length());
        }
        throw refused("The url is not one of a PostgreSQL. Write jdbc:postgresql://HOST:PORT/DATABASE"
                + " or postgresql://USER@HOST:PORT/DATABASE.");
    }

    private List<Host> hosts(String authority, Map<String, String> parameters) {
        String names = said(parameters.remove("host")).orElse(authority);
        String port = said(parameters.remove("port")).orElseGet(() -> environment.getOrDefault("PGPORT", "5432"));
        if (names.isEmpty()) {
            names = environment.getOrDefault("PGHOST", "localhost");
        }
        if (decode(names).startsWith("/")) {
            throw refused("The address is the folder of a Unix socket, which emcee cannot use."
                    + " Name a host, localhost for instance.");
        }
        List<Host> hosts = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            hosts.add(host(name, port));
        }
        return hosts;
    }

    private static Host host(String text, String otherwise) {
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        String name = decode(colon < 0 ? text : text.substring(0, colon));
        String port = colon < 0 ? otherwise : text.substring(colon + 1);
        if (!name.matches("\\[[0-9A-Fa-f:.%a-z]+]|[^\\[\\]:/\\s]*")) {
            throw refused("The url's host is neither a name nor an address. Write an IPv6 address in brackets.");
        }
        return new Host(name.isEmpty() ? "localhost" : name, port(port.isEmpty() ? otherwise : port));
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw refused("The port must be a number from 1 to 65535.");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] halves = pair.split("=", 2);
                parameter(decode(halves[0]), halves.length == 2 ? decode(halves[1]) : "true", parameters);
            }
        }
        return parameters;
    }

    private static void parameter(String name, String value, Map<String, String> parameters) {
        String known = LIBPQ.getOrDefault(name, name);
        boolean ours = List.of("user", "host", "port", "dbname").contains(known);
        if (!ours && (PGProperty.forName(known) == null || known.equals(PGProperty.SERVICE.getName()))) {
            throw refused(
                    "The url has a parameter \"" + name + "\" that the driver does not know. Check its spelling.");
        }
        parameters.put(known, name.equals("target_session_attrs") ? SESSION_KINDS.getOrDefault(value, value) : value);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("The url has a \"%\" that begins no character code. Write the sign itself as %25.");
        }
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).filter(said -> !said.isEmpty());
    }

    private static DatabaseUnavailable refused(String sentence) {
        return new DatabaseUnavailable(Reason.ADDRESS, sentence);
    }
}
