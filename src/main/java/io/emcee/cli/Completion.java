package io.emcee.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Finds what a line may become, in the tree of commands. */
record Completion(CommandSpec root) {
    /** The whole lines, in the order of the help. */
    List<String> of(String line) {
        int start = line.lastIndexOf(' ') + 1;
        String before = line.substring(0, start);
        String begun = line.substring(start);
        CommandSpec command = root;
        for (String word : before.strip().split(" +", -1)) {
            CommandLine next = command.subcommands().get(word);
            command = next == null ? command : next.getCommandSpec();
        }
        return Stream.concat(commands(command), options(command, begun))
                .filter(word -> word.startsWith(begun) && !before.contains(" " + word + " "))
                .map(word -> before + word)
                .toList();
    }

    private static Stream<String> commands(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
    }

    /** Only once a dash is typed: every command has many. */
    private static Stream<String> options(CommandSpec command, String begun) {
        return begun.startsWith("-") ? command.options().stream().map(option -> option.longestName()) : Stream.empty();
    }
}
