package io.emcee.script;

import io.emcee.json.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL of a revision file: its parts, and what no statement of them may say. */
final class Body {
    private static final Set<String> TRANSACTION =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");

    private final String file;
    private final Problems problems;

    private Body(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The parts of a file, at least one, the last always transactional.
     *
     * @param firstLine the line of the file at which the SQL begins
     */
    static List<Part> read(String file, String sql, int firstLine, Problems problems) {
        return new Body(file, problems).parts(sql, firstLine);
    }

    private List<Part> parts(String sql, int firstLine) {
        List<List<Statement>> pieces = Splitter.parts(sql, firstLine, this::problem);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean beforeFirstPart =
                    i == 0 && pieces.size() > 1 && pieces.get(0).isEmpty();
            if (!beforeFirstPart) {
                parts.add(part(parts.size(), pieces.get(i)));
            }
        }
        if (!parts.get(parts.size() - 1).transactional()) {
            parts.add(new Part(parts.size(), true, List.of()));
        }
        return parts;
    }

    private Part part(int number, List<Statement> statements) {
        List<Statement> alone = statements.stream()
                .filter(statement -> !statement.transactional())
                .toList();
        if (!alone.isEmpty() && statements.size() > 1) {
            problem(alone.get(0), "cannot share a transaction; give it a part of its own, begun by a line \"-- part\"");
        }
        statements.forEach(this::check);
        return new Part(number, alone.isEmpty(), statements);
    }

    private void check(Statement statement) {
        List<String> words = statement.words();
        if (statement.begins("PREPARE", "TRANSACTION")
                || words.stream().limit(1).anyMatch(TRANSACTION::contains)) {
            problem(statement, "is for emcee to say: each part is a transaction; leave it out");
        } else if (statement.begins("COPY") && statement.has("FROM", "STDIN")) {
            problem(statement, "has no data here; write INSERT");
        } else if ((statement.begins("SET") || statement.begins("RESET")) && words.contains("LOCK_TIMEOUT")) {
            problem(statement, "would be overruled at every attempt; write \"lock_timeout:\" in the header instead");
        } else if (statement.concurrentIndex() && statement.index().isEmpty()) {
            problem(
                    statement,
                    statement.begins("DROP")
                            ? "can drop one index only; give each a part of its own"
                            : "has no name that could be looked for after an interruption; give the index a name");
        }
    }

    private void problem(Statement statement, String sentence) {
        problem(statement.line(), "\"" + beginning(statement) + "\" " + sentence);
    }

    private void problem(int line, String sentence) {
        problems.add(file, line, sentence);
    }

    /** {@code CREATE INDEX CONCURRENTLY}: enough of a statement to know it by. */
    private static String beginning(Statement statement) {
        return statement.words().stream().limit(4).collect(Collectors.joining(" "));
    }
}
