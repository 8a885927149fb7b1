package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small archive of two tables and three batches, made without a server. */
final class Small {
    static final ArchivedTable IMAGES = table("images", "id", "name");
    static final ArchivedTable TAGS = table("tags", "image", "tag");

    private static final Origin ORIGIN =
            new Origin("glance", "7/1", "public", "ocata_expand01", "12", 1, Optional.of("2026-10-21T00:00:00Z"));

    private Small() {}

    private static ArchivedTable table(String name, String... columns) {
        return new ArchivedTable(
                new QualifiedName("public", name),
                List.of(columns).stream()
                        .map(column -> new ArchivedColumn(column, "text", false))
                        .toList(),
                List.of(columns[0]),
                List.of());
    }

    /** The first image of batch n is {@code n0}. */
    static Path write(Path folder, boolean finished) throws IOException {
        Manifest manifest = new Manifest(ORIGIN, "2026-11-20T00:00:00Z", List.of(IMAGES, TAGS), Optional.empty());
        Files.createDirectories(folder);
        Map<String, Totals> totals = new LinkedHashMap<>();
        try (FrameLog log = FrameLog.append(folder, new FrameLog.End(0, Sha256.NONE, FrameLog.End.State.WHOLE));
                TableFile images = new TableFile(folder, IMAGES, 0);
                TableFile tags = new TableFile(folder, TAGS, 0)) {
            for (int batch = 1; batch <= 3; batch++) {
                List<Frame> frames = new ArrayList<>();
                frames.add(copy(images, IMAGES, batch + "0,\"a\n" + batch + "\"\n" + batch + "1,\n"));
                frames.add(copy(tags, TAGS, batch + "0,\"\"\n"));
                log.batch(new Batch(batch, 1_000 + batch, frames));
                log.committed(batch);
            }
            for (ArchivedTable table : List.of(IMAGES, TAGS)) {
                byte[] bytes = Files.readAllBytes(folder.resolve(table.file()));
                totals.put(
                        table.file(),
                        new Totals(
                                table == IMAGES ? 6 : 3,
                                bytes.length,
                                new Sha256().add(bytes).text()));
            }
            Manifest written = finished
                    ? manifest.ended(new Manifest.Ending("2026-11-20T00:00:01Z", log.seal(), totals))
                    : manifest;
            written.write(folder);
        }
        return folder;
    }

    private static Frame copy(TableFile file, ArchivedTable table, String rows) throws IOException {
        try (var out = file.copy()) {
            out.write(TableFile.header(table));
            out.write(rows.getBytes(StandardCharsets.UTF_8));
        }
        file.count(rows.split("(?<!a)\n").length);
        return file.end().orElseThrow();
    }
}
