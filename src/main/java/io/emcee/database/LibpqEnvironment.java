package io.emcee.database;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An address as libpq's environment variables (manual, section "Environment Variables" of libpq). What only the driver
 * knows is left out: a program that cannot connect without it says so.
 */
final class LibpqEnvironment {
    private static final Map<String, String> NAMES = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "gssEncMode", "PGGSSENCMODE",
            "channelBinding", "PGCHANNELBINDING",
            "requireAuth", "PGREQUIREAUTH");

    /** What the driver calls differently; libpq has no word for a server that is preferred only. */
    private static final Map<String, String> SERVERS = Map.of(
            "primary", "primary", "master", "primary", "secondary", "standby", "preferSecondary", "prefer-standby");

    private LibpqEnvironment() {}

    /** Without the password. */
    static Map<String, String> of(Address address) {
        Map<String, String> said = address.parameters();
        Map<String, String> variables = new LinkedHashMap<>();
        // [::1] is ::1 to libpq.
        variables.put(
                "PGHOST",
                address.hosts().stream()
                        .map(host -> host.name().replaceAll("^\\[(.*)]$", "$1"))
                        .collect(joining(",")));
        variables.put(
                "PGPORT", address.hosts().stream().map(host -> "" + host.port()).collect(joining(",")));
        variables.put("PGDATABASE", address.database());
        variables.put("PGUSER", address.user());
        variables.put("PGCONNECT_TIMEOUT", "15");
        variables.put(
                "PGOPTIONS",
                Stream.of(said.getOrDefault("options", ""), "-c default_transaction_read_only=on")
                        .filter(text -> !text.isEmpty())
                        .collect(joining(" ")));
        if (said.getOrDefault("ssl", "").equals("true")) {
            variables.put("PGSSLMODE", "verify-full");
        }
        NAMES.forEach((driver, libpq) -> {
            if (said.containsKey(driver)) {
                variables.put(libpq, said.get(driver));
            }
        });
        if (SERVERS.containsKey(said.getOrDefault("targetServerType", ""))) {
            variables.put("PGTARGETSESSIONATTRS", SERVERS.get(said.get("targetServerType")));
        }
        return variables;
    }
}
