package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A batch's piece of a table's file: a zstd frame that can be read without the others.
 *
 * @param file the name of the file
 * @param offset of its first byte; that of a file's first frame is 0, and a line of column names is in it
 * @param sha256 of its bytes
 */
record Frame(String file, long offset, long length, long rows, String sha256) {
    long end() {
        return offset + length;
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("offset", offset);
        facts.put("length", length);
        facts.put("rows", rows);
        facts.put("sha256", sha256);
        return facts;
    }

    static Frame of(Facts facts) {
        return new Frame(
                facts.text("file"),
                facts.number("offset"),
                facts.number("length"),
                facts.number("rows"),
                facts.text("sha256"));
    }
}
