package io.emcee.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who does a run, and from where.
 *
 * @param role of the database
 * @param user of the operating system
 * @param pid of the process on that host
 * @param application the program and its version: {@code emcee/0.1.0}
 * @param backend the pid of the session that holds emcee's lock for it
 * @param log the file that its process writes; empty for one that has a terminal, or none
 */
public record Owner(
        String role, String user, String host, long pid, String application, int backend, Optional<String> log) {

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("role", role);
        facts.put("user", user);
        facts.put("host", host);
        facts.put("pid", pid);
        facts.put("application", application);
        facts.put("backend", backend);
        facts.put("log", log);
        return facts;
    }

    static Owner of(Map<String, Object> facts) {
        return new Owner(
                Facts.text(facts, "role"),
                Facts.text(facts, "user"),
                Facts.text(facts, "host"),
                Facts.number(facts, "pid"),
                Facts.text(facts, "application"),
                (int) Facts.number(facts, "backend"),
                Optional.of(Facts.text(facts, "log")).filter(path -> !path.isEmpty()));
    }

    /** {@code maria@bastion}. */
    public String who() {
        return user + "@" + host;
    }

    /** {@code maria@bastion (pid 4711, role "glance", emcee/0.1.0)}. */
    @Override
    public String toString() {
        return who() + " (pid " + pid + ", role \"" + role + "\", " + application + ")";
    }
}
