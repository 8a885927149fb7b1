package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.json.InvalidFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The files of a set in memory. */
final class Folder {
    private final Map<String, byte[]> files = new HashMap<>();

    /** A trunk, one expand, one migrate and one contract. */
    static Folder sound() {
        return new Folder()
                .with("t1.sql", """
                        -- revision: t1
                        -- phase: base
                        -- version: 42
                        -- release: a
                        -- summary: the tables

                        CREATE TABLE images (id int PRIMARY KEY, is_public boolean);
                        """)
                .with("e1.sql", """
                        -- revision: e1
                        -- phase: expand
                        -- down_revision: t1
                        -- release: b
                        -- summary: a new column

                        ALTER TABLE images ADD COLUMN visibility text;

                        -- part
                        CREATE INDEX CONCURRENTLY by_visibility ON images (visibility);
                        """)
                .with("m1.sql", """
                        -- revision: m1
                        -- phase: migrate
                        -- version: 43
                        -- depends_on: e1
                        -- release: b
                        -- summary: every image gets its visibility
                        -- table: images
                        -- key: id
                        -- pending: visibility IS NULL

                        UPDATE images SET visibility = 'shared' WHERE {batch} AND visibility IS NULL;
                        """)
                .with("c1.sql", """
                        -- revision: c1
                        -- phase: contract
                        -- down_revision: t1
                        -- depends_on: e1
                        -- release: b
                        -- summary: the old column goes

                        ALTER TABLE images DROP COLUMN is_public;
                        """);
    }

    Folder with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Folder with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    Folder without(String name) {
        files.remove(name);
        return this;
    }

    /** Replaces text in a file that must hold it. */
    Folder edit(String name, String old, String text) {
        String before = new String(files.get(name), StandardCharsets.UTF_8);
        if (!before.contains(old)) {
            throw new IllegalArgumentException(old);
        }
        return with(name, before.replace(old, text));
    }

    RevisionSet read() {
        return SetReader.read("folder", "", files);
    }

    /** The listing of problems, a line each. */
    String problems() {
        StringBuilder listing = new StringBuilder();
        assertThrows(InvalidFile.class, this::read)
                .problems()
                .forEach(problem -> listing.append(problem).append('\n'));
        return listing.toString();
    }
}
