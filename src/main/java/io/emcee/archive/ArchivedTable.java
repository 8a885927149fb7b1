package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as it was when its rows were archived.
 *
 * @param columns in the order of the file
 * @param key the names of the columns that tell rows apart: the primary key, or another that is unique and never NULL
 * @param references to tables of the archive and to others
 */
public record ArchivedTable(
        QualifiedName name, List<ArchivedColumn> columns, List<String> key, List<Reference> references) {
    /** The longest name that any file system takes has 255 bytes. */
    private static final int LONGEST = 200;

    public ArchivedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        references = List.copyOf(references);
    }

    /** The name of its file, which no name of a table leads out of the folder, and no two tables share. */
    public String file() {
        String safe = safe(name.schema()) + "." + safe(name.name());
        if (safe.length() > LONGEST) {
            String hash = new Sha256()
                    .add(name.quoted().getBytes(StandardCharsets.UTF_8))
                    .text();
            safe = safe.substring(0, LONGEST - 20) + "." + hash.substring(0, 16);
        }
        return safe + ".csv.zst";
    }

    /** Upper-case letters too: some file systems take them for their lower-case ones. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_' || each == '-';
            safe.append(plain ? String.valueOf((char) each) : String.format("%%%02x", each));
        }
        return safe.toString();
    }

    /** The places of columns in a row, from 0. */
    public int[] places(List<String> names) {
        List<String> all = columns.stream().map(ArchivedColumn::name).toList();
        return names.stream().mapToInt(all::indexOf).toArray();
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("schema", name.schema());
        facts.put("name", name.name());
        facts.put("file", file());
        facts.put("columns", columns.stream().map(ArchivedColumn::facts).toList());
        facts.put("key", key);
        facts.put("references", references.stream().map(Reference::facts).toList());
        return facts;
    }

    /** @throws IllegalArgumentException also when the key names no column */
    static ArchivedTable of(Facts facts) {
        ArchivedTable table = new ArchivedTable(
                new QualifiedName(facts.text("schema"), facts.text("name")),
                facts.objects("columns").stream().map(ArchivedColumn::of).toList(),
                facts.texts("key"),
                facts.objects("references").stream().map(Reference::of).toList());
        for (int place : table.places(table.key())) {
            if (place < 0) {
                throw new IllegalArgumentException("the key of \"" + table.name() + "\" is none of its columns");
            }
        }
        return table;
    }
}
