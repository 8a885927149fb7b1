package io.emcee.database;

import io.emcee.database.Address.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * libpq's password file: lines of {@code host:port:database:user:password}, where {@code *} matches anything and a
 * backslash takes the meaning from a colon or a backslash. The first line that matches decides.
 */
final class Pgpass {
    private final List<List<String>> entries;

    Pgpass(List<String> lines) {
        this.entries = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(Pgpass::fields)
                .filter(fields -> fields.size() >= 5)
                .toList();
    }

    Optional<Password> find(Address address) {
        return address.hosts().stream()
                .flatMap(host -> find(host, address).stream())
                .findFirst();
    }

    private Optional<Password> find(Host host, Address address) {
        List<String> wanted = List.of(
                host.name().replaceAll("[\\[\\]]", ""),
                String.valueOf(host.port()),
                address.database(),
                address.user());
        return entries.stream()
                .filter(entry -> matches(entry, wanted))
                .findFirst()
                .map(entry -> new Password(unescape(entry.get(4))));
    }

    private static boolean matches(List<String> entry, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            // Compared before the backslashes go, so that "\*" is a star and not everything.
            if (!entry.get(i).equals("*") && !unescape(entry.get(i)).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The line cut at its bare colons, backslashes still in place. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(c).append(line.charAt(++i));
            } else if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static String unescape(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }
}
