package io.emcee.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was accepted as the way back.
 *
 * @param where the path, or what the operator has written
 * @param taken when it was made, where that is known
 * @param found what was seen of it, for people; empty for a statement
 */
public record Backup(Kind kind, String where, Optional<Instant> taken, String found) {
    /** How it is known. */
    public enum Kind {
        /** {@code pg_restore} has read it. */
        DUMP,
        /** A tool for backups says so. */
        TOOL,
        /** The command of the configuration has just made it. */
        COMMAND,
        /** The operator says so. */
        STATEMENT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Backup {
        where = Check.visible(where);
        found = Check.visible(found);
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backup", kind.word());
        facts.put("where", where);
        facts.put("taken", taken);
        facts.put("found", found);
        return facts;
    }

    /** {@code dump "/backup/glance.dump", made 2026-11-20T18:00:00Z, 12 MB with all of 20 tables}. */
    @Override
    public String toString() {
        return kind.word() + " \"" + where + "\""
                + taken.map(at -> ", made " + at).orElse("") + (found.isEmpty() ? "" : ", " + found);
    }
}
