package io.emcee.script;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.json.Problems;
import io.emcee.json.Yaml;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one revision file: a YAML header in its leading comment, then SQL in one or more parts. */
final class RevisionFile {
    private static final Pattern PART = Pattern.compile("--\\s*part\\s*");

    private final String file;
    private final List<String> lines;
    private final Problems problems;

    private RevisionFile(String file, String text, Problems problems) {
        this.file = file;
        this.lines = text.lines().toList();
        this.problems = problems;
    }

    /** The file's content, or empty when its problems leave nothing to go on with. */
    static Optional<Draft> read(String file, String text, Problems problems) {
        return new RevisionFile(file, text, problems).draft();
    }

    private Optional<Draft> draft() {
        int length = headerLength();
        String header = lines.subList(0, length).stream()
                .map(line -> line.startsWith("-- ") ? line.substring(3) : line.substring(2))
                .collect(Collectors.joining("\n"));
        if (header.isBlank()) {
            problems.add(
                    file, 1, "there is no header; begin the file with comment lines such as \"-- revision: some_id\"");
            return Optional.empty();
        }
        return Yaml.read(file, header, 1, problems).flatMap(fields -> draft(fields, length));
    }

    private int headerLength() {
        int length = 0;
        while (length < lines.size() && lines.get(length).startsWith("--") && !isPart(lines.get(length))) {
            length++;
        }
        return length;
    }

    private static boolean isPart(String line) {
        return PART.matcher(line).matches();
    }

    private Optional<Draft> draft(Fields fields, int headerLength) {
        Optional<RevisionId> id = required(fields, "revision");
        Optional<Phase> phase = fields.requiredText("phase").flatMap(word -> phase(fields, word));
        List<RevisionId> down = ids(fields, "down_revision");
        List<RevisionId> needs = ids(fields, "depends_on");
        String release = fields.requiredText("release").orElse("");
        String summary = fields.requiredText("summary").orElse("");
        Optional<Integer> version = fields.number("version", 1);
        boolean nothing = fields.flag("nothing");
        var verify = fields.text("verify");
        var lockTimeout = fields.parsed("lock_timeout", "a time such as 500ms or 5s", Durations::parse);
        var waivers = fields.pairs("waive");
        if (down.size() > 1) {
            fields.problem("down_revision", "\"down_revision\" names more than one revision; only one can come before");
        }
        List<Part> parts = parts(headerLength);
        Optional<DataMigration> migration = migration(fields, phase, nothing, parts);
        fields.end();
        if (id.isEmpty() || phase.isEmpty()) {
            return Optional.empty();
        }
        checkStatements(fields, nothing, parts);
        if (phase.get() == Phase.MIGRATE) {
            checkMigrate(fields, version, parts);
            parts = List.of(new Part(0, true, List.of()));
        }
        Revision revision = new Revision(id.get(), phase.get(), down, needs, release, summary);
        int line = fields.line("revision");
        return Optional.of(new Draft(revision, version, parts, migration, verify, lockTimeout, waivers, file, line));
    }

    private Optional<RevisionId> required(Fields fields, String key) {
        return fields.requiredText(key).flatMap(text -> id(fields, key, text));
    }

    private List<RevisionId> ids(Fields fields, String key) {
        return fields.texts(key).stream()
                .flatMap(text -> id(fields, key, text).stream())
                .toList();
    }

    private static Optional<RevisionId> id(Fields fields, String key, String text) {
        try {
            return Optional.of(RevisionId.of(text));
        } catch (IllegalArgumentException badForm) {
            fields.problem(
                    key,
                    "the key \"" + key + "\" holds \"" + text
                            + "\"; a revision id is 1 to 100 letters, digits, \"_\", \"-\" or \".\"");
            return Optional.empty();
        }
    }

    private static Optional<Phase> phase(Fields fields, String word) {
        try {
            return Optional.of(Phase.of(word));
        } catch (IllegalArgumentException unknown) {
            fields.problem("phase", "unknown phase \"" + word + "\"; known are base, expand, migrate, contract");
            return Optional.empty();
        }
    }

    private List<Part> parts(int headerLength) {
        List<Part> parts = new ArrayList<>();
        int begin = headerLength;
        for (int i = headerLength; i <= lines.size(); i++) {
            if (i == lines.size() || isPart(lines.get(i))) {
                List<Statement> statements = statements(begin, i);
                if (!statements.isEmpty() || i == lines.size() || begin > headerLength) {
                    parts.add(part(parts.size(), statements));
                }
                begin = i + 1;
            }
        }
        boolean open = !parts.get(parts.size() - 1).transactional();
        if (open) {
            parts.add(new Part(parts.size(), true, List.of()));
        }
        return parts;
    }

    private List<Statement> statements(int begin, int end) {
        if (begin >= end) {
            return List.of();
        }
        return Splitter.split(
                String.join("\n", lines.subList(begin, end)),
                begin + 1,
                (line, sentence) -> problems.add(file, line, sentence));
    }

    private Part part(int number, List<Statement> statements) {
        List<Statement> alone =
                statements.stream().filter(s -> !s.transactional()).toList();
        if (!alone.isEmpty() && statements.size() > 1) {
            Statement first = alone.get(0);
            problems.add(
                    file,
                    first.line(),
                    "\"" + beginning(first)
                            + "\" cannot share a transaction; give it a part of its own, begun by a line"
                            + " \"-- part\"");
        }
        return new Part(number, alone.isEmpty(), statements);
    }

    private void checkStatements(Fields fields, boolean nothing, List<Part> parts) {
        List<Statement> all =
                parts.stream().flatMap(part -> part.statements().stream()).toList();
        if (nothing && !all.isEmpty()) {
            problems.add(file, all.get(0).line(), "the header says \"nothing: true\", but here is a statement");
        } else if (!nothing && all.isEmpty()) {
            fields.problem(
                    "revision", "there is no statement; write one, or \"nothing: true\" for a revision without any");
        }
        all.forEach(this::checkStatement);
    }

    private void checkStatement(Statement statement) {
        if (List.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE")
                        .contains(
                                statement.words().isEmpty()
                                        ? ""
                                        : statement.words().get(0))
                || statement.begins("PREPARE", "TRANSACTION")) {
            problems.add(
                    file,
                    statement.line(),
                    "\"" + beginning(statement) + "\" is for emcee to say: each part is a transaction; leave it out");
        } else if (statement.begins("COPY") && statement.has("FROM", "STDIN")) {
            problems.add(file, statement.line(), "COPY FROM STDIN has no data here; write INSERT");
        } else if ((statement.begins("SET") || statement.begins("RESET"))
                && statement.words().contains("LOCK_TIMEOUT")) {
            problems.add(
                    file,
                    statement.line(),
                    "lock_timeout is set for every attempt; write \"lock_timeout:\" in the header instead");
        }
    }

    private Optional<DataMigration> migration(Fields fields, Optional<Phase> phase, boolean nothing, List<Part> parts) {
        boolean wanted = phase.filter(Phase.MIGRATE::equals).isPresent() && !nothing;
        Optional<String> table = wanted ? fields.requiredText("table") : fields.text("table");
        List<String> key = fields.texts("key");
        Optional<String> pending = wanted ? fields.requiredText("pending") : fields.text("pending");
        if (wanted && key.isEmpty()) {
            fields.problem("revision", "the key \"key\" is missing: the columns by which the rows are walked");
        }
        if (!wanted) {
            List.of("table", "key", "pending").stream()
                    .filter(name -> fields.keys().contains(name))
                    .forEach(name -> fields.problem(
                            name, "the key \"" + name + "\" belongs to a migrate revision that has a statement"));
            return Optional.empty();
        }
        List<Statement> statements =
                parts.stream().flatMap(part -> part.statements().stream()).toList();
        if (table.isEmpty() || key.isEmpty() || pending.isEmpty() || statements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DataMigration(
                table.get(), key, pending.get(), statements.get(0).sql()));
    }

    private void checkMigrate(Fields fields, Optional<Integer> version, List<Part> parts) {
        if (version.isEmpty() && !fields.keys().contains("version")) {
            fields.problem("revision", "the key \"version\" is missing; a migrate revision states its own");
        }
        List<Statement> statements =
                parts.stream().flatMap(part -> part.statements().stream()).toList();
        if (statements.size() > 1) {
            problems.add(file, statements.get(1).line(), "a migrate revision is one statement; this one is the second");
        }
        statements.stream()
                .limit(1)
                .filter(statement -> !statement.sql().contains(DataMigration.BATCH))
                .forEach(statement -> problems.add(
                        file,
                        statement.line(),
                        "the statement has no \"{batch}\"; write WHERE {batch} AND the pending condition"));
    }

    /** {@code CREATE INDEX CONCURRENTLY}: enough of a statement to know it by. */
    private static String beginning(Statement statement) {
        return statement.words().stream().limit(4).collect(Collectors.joining(" "));
    }
}
