package io.emcee.cli;

import io.emcee.TestDatabase;
import io.emcee.database.Password;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs command lines in this JVM as the program does, with streams, a terminal and signals of the test's own. */
final class CommandLines {
    private final List<String> options = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private Optional<Programs> programs = Optional.empty();
    private Map<String, String> environment = Map.of("HOME", "/nonexistent");
    private boolean terminal;
    private boolean stopped;

    /** Command lines without a database. */
    static CommandLines anywhere() {
        return new CommandLines();
    }

    /** Command lines on a database with a revision set. */
    static CommandLines on(TestDatabase database, String revisions) {
        return as(database, database.user(), revisions);
    }

    /** As {@link #on}, as another role. */
    static CommandLines as(TestDatabase database, String role, String revisions) {
        CommandLines lines = new CommandLines();
        lines.options.addAll(List.of("--url", database.url(), "--user", role, "--revisions", revisions));
        lines.environment = Map.of("HOME", "/nonexistent", "PGPASSWORD", database.password());
        return lines;
    }

    CommandLines with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    CommandLines with(Programs present) {
        programs = Optional.of(present);
        return this;
    }

    /** Somebody sits at a terminal and types these. */
    CommandLines answering(String... typed) {
        terminal = true;
        answers.addAll(List.of(typed));
        return this;
    }

    /** Ctrl-C comes as soon as a run has begun. */
    CommandLines interrupted() {
        stopped = true;
        return this;
    }

    List<String> questions() {
        return questions;
    }

    Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        Surroundings surroundings = new Surroundings(print(out), print(err), environment, new Typist(), this::during);
        int code = Commands.of(surroundings, programs).run(all.toArray(String[]::new));
        return new Outcome(code, lines(out), lines(err));
    }

    private void during(Runnable work, Runnable stop) {
        if (stopped) {
            stop.run();
        }
        work.run();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private final class Typist implements Terminal {
        @Override
        public boolean attended() {
            return terminal;
        }

        @Override
        public boolean asks() {
            return terminal;
        }

        @Override
        public boolean showsOutput() {
            return terminal;
        }

        @Override
        public boolean showsErrors() {
            return terminal;
        }

        @Override
        public Optional<String> answer(String question) {
            questions.add(question);
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<Password> password(String question) {
            return answer(question).map(Password::new);
        }
    }
}
