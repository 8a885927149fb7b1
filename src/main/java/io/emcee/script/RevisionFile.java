package io.emcee.script;

import io.emcee.json.Problems;
import io.emcee.json.Yaml;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one revision file: a YAML header in its leading comment, then SQL in one or more parts. */
final class RevisionFile {
    private final String file;
    private final List<String> lines;
    private final int headerLength;
    private final Problems problems;

    private RevisionFile(String file, String text, Problems problems) {
        this.file = file;
        this.lines = text.lines().toList();
        this.headerLength = (int) lines.stream()
                .takeWhile(line -> line.startsWith("--") && !Splitter.isPart(line))
                .count();
        this.problems = problems;
    }

    /**
     * What could be read of a file.
     *
     * @param id the revision's id, when the header tells it
     * @param draft the content, when the header tells enough to go on with
     */
    record Reading(Optional<RevisionId> id, Optional<Draft> draft) {}

    static Reading read(String file, String text, Problems problems) {
        return new RevisionFile(file, text, problems).read();
    }

    private Reading read() {
        Optional<Header> header = header();
        String sql = String.join("\n", lines.subList(headerLength, lines.size()));
        List<Part> parts = Body.read(file, sql, headerLength + 1, problems);
        header.ifPresent(known -> checkStatements(known, parts));
        return new Reading(header.flatMap(Header::id), header.flatMap(known -> draft(known, parts)));
    }

    private Optional<Header> header() {
        String yaml = lines.stream()
                .limit(headerLength)
                .map(line -> line.substring(line.startsWith("-- ") ? 3 : 2))
                .collect(Collectors.joining("\n"));
        if (yaml.isBlank()) {
            problems.add(
                    file, 1, "there is no header; begin the file with comment lines such as \"-- revision: some_id\"");
            return Optional.empty();
        }
        return Yaml.read(file, yaml, 1, problems).map(Header::read);
    }

    private Optional<Draft> draft(Header header, List<Part> parts) {
        if (header.id().isEmpty() || header.phase().isEmpty()) {
            return Optional.empty();
        }
        boolean rows = header.phase().get() == Phase.MIGRATE;
        Revision revision = new Revision(
                header.id().get(),
                header.phase().get(),
                header.downRevisions(),
                header.dependsOn(),
                header.release(),
                header.summary());
        return Optional.of(new Draft(
                file,
                header,
                revision,
                rows ? List.of(new Part(0, true, List.of())) : parts,
                rows ? migration(header, parts) : Optional.empty()));
    }

    private static Optional<DataMigration> migration(Header header, List<Part> parts) {
        Optional<Statement> statement = statements(parts).findFirst();
        if (statement.isEmpty()
                || header.table().isEmpty()
                || header.key().isEmpty()
                || header.pending().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DataMigration(
                header.table().get(),
                header.key(),
                header.pending().get(),
                statement.get().sql()));
    }

    private void checkStatements(Header header, List<Part> parts) {
        Optional<Statement> first = statements(parts).findFirst();
        if (header.nothing()) {
            first.ifPresent(statement -> problem(
                    statement, "the header says \"nothing: true\", but here is a statement; leave out one of them"));
        } else if (first.isEmpty()) {
            header.fields()
                    .problem(
                            "revision",
                            "there is no statement; write one, or \"nothing: true\" for a revision without any");
        }
        if (header.downRevisions().size() > 1) {
            header.fields()
                    .problem("down_revision", "only one revision can come before; name one in \"down_revision\"");
        }
        header.phase().ifPresent(phase -> checkPhase(phase, header, parts));
    }

    private void checkPhase(Phase phase, Header header, List<Part> parts) {
        switch (phase) {
            case MIGRATE -> checkMigrate(header, statements(parts).toList());
            case BASE, EXPAND, CONTRACT -> {
                checkNoRows(header, "belongs to a migrate revision; leave it out");
                statements(parts)
                        .filter(Statement::batched)
                        .forEach(statement -> problem(
                                statement, "\"{batch}\" belongs to a migrate revision; write the statement without"));
            }
        }
    }

    private void checkMigrate(Header header, List<Statement> statements) {
        if (!header.has("version")) {
            header.fields().problem("version", "the key \"version\" is missing; a migrate revision states its own");
        }
        if (header.nothing()) {
            checkNoRows(header, "belongs to a migrate revision with a statement; leave it out");
            return;
        }
        Stream.of("table", "key", "pending")
                .filter(key -> !header.has(key))
                .forEach(key -> header.fields()
                        .problem(
                                key,
                                "the key \"" + key + "\" is missing; a data migration needs table, key and pending"));
        statements.stream()
                .skip(1)
                .forEach(statement -> problem(
                        statement, "this statement is one too many; a migrate revision has one, split it in two"));
        statements.stream()
                .limit(1)
                .filter(statement -> !statement.batched())
                .forEach(statement -> problem(
                        statement, "the statement has no \"{batch}\"; write WHERE {batch} AND the pending condition"));
    }

    private static void checkNoRows(Header header, String sentence) {
        Stream.of("table", "key", "pending")
                .filter(header::has)
                .forEach(key -> header.fields().problem(key, "the key \"" + key + "\" " + sentence));
    }

    private static Stream<Statement> statements(List<Part> parts) {
        return parts.stream().flatMap(part -> part.statements().stream());
    }

    private void problem(Statement statement, String sentence) {
        problems.add(file, statement.line(), sentence);
    }
}
