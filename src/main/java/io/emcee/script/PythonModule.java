package io.emcee.script;

import io.emcee.script.PythonToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that a Python file assigns at its top level, as far as its source tells: nothing is run, and what stands
 * below {@code if}, {@code def} and their like is passed over.
 */
final class PythonModule {
    private static final Set<String> COMPOUND = Set.of(
            "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class", "async", "@");

    private final String source;
    private final Imports outside;
    private final Map<String, Assigned> names = new HashMap<>();
    private final Map<String, Reference> imports = new HashMap<>();
    private final List<Reference> stars = new ArrayList<>();
    private final String documentation;
    private final Optional<PythonLexer.Broken> broken;

    /** The last value that a name was given, and where. */
    record Assigned(PythonValue value, int line) {}

    /**
     * A name of another module.
     *
     * @param level how many dots stand before it, 0 for none
     * @param parts the module's, then the name itself
     */
    record Reference(int level, List<String> parts) {
        Reference {
            parts = List.copyOf(parts);
        }

        Reference with(List<String> more) {
            List<String> all = new ArrayList<>(parts);
            all.addAll(more);
            return new Reference(level, all);
        }
    }

    /** Knows the names of other modules. */
    interface Imports {
        Optional<PythonValue> value(Reference name);
    }

    private PythonModule(String source, Imports outside) {
        this.source = source;
        this.outside = outside;
        PythonLexer.Module module = PythonLexer.read(source);
        this.broken = module.broken();
        this.documentation = module.statements().stream()
                .findFirst()
                .filter(first -> first.stream().allMatch(token -> token.kind() == Kind.STRING))
                .map(first -> first.stream().map(PythonToken::text).collect(Collectors.joining()))
                .orElse("");
        module.statements().forEach(this::line);
    }

    /** @param source with {@code \n} at the ends of its lines */
    static PythonModule read(String source, Imports outside) {
        return new PythonModule(source, outside);
    }

    Optional<Assigned> name(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** A name of its own, or one that it has imported. */
    Optional<PythonValue> value(String name) {
        PythonValue value = value(List.of(name));
        return value.resolved() ? Optional.of(value) : Optional.empty();
    }

    /** The string with which the file begins; empty for none. */
    String documentation() {
        return documentation;
    }

    /** Whether a text stands anywhere in the source. */
    boolean mentions(String text) {
        return source.contains(text);
    }

    /** Why Python would not read the file. */
    Optional<PythonLexer.Broken> broken() {
        return broken;
    }

    /** Statements that stand on one line. */
    private void line(List<PythonToken> tokens) {
        if (!COMPOUND.contains(tokens.get(0).text())) {
            split(tokens, ";").stream().filter(part -> !part.isEmpty()).forEach(this::statement);
        }
    }

    private void statement(List<PythonToken> tokens) {
        if (tokens.get(0).is("import")) {
            split(tokens.subList(1, tokens.size()), ",").forEach(this::importModule);
        } else if (tokens.get(0).is("from")) {
            importFrom(tokens);
        } else {
            assign(tokens);
        }
    }

    /** {@code a.b}, {@code a.b as c}. */
    private void importModule(List<PythonToken> tokens) {
        List<String> parts = names(tokens);
        if (tokens.size() > 2 && tokens.get(tokens.size() - 2).is("as")) {
            imports.put(parts.get(parts.size() - 1), new Reference(0, parts.subList(0, parts.size() - 1)));
        } else if (!parts.isEmpty()) {
            imports.put(parts.get(0), new Reference(0, parts.subList(0, 1)));
        }
    }

    /** {@code from ..a.b import c, d as e}; brackets around the names do not matter. */
    private void importFrom(List<PythonToken> tokens) {
        int end = 1;
        while (end < tokens.size() && !tokens.get(end).is("import")) {
            end++;
        }
        List<PythonToken> module = tokens.subList(1, end);
        int level = (int) module.stream().takeWhile(token -> token.is(".")).count();
        Reference from = new Reference(level, names(module));
        for (List<PythonToken> one : pieces(tokens.subList(Math.min(end + 1, tokens.size()), tokens.size()))) {
            List<String> parts = names(one);
            if (one.stream().anyMatch(token -> token.is("*"))) {
                stars.add(from);
            } else if (!parts.isEmpty()) {
                imports.put(parts.get(parts.size() - 1), from.with(parts.subList(0, 1)));
            }
        }
    }

    private static List<List<PythonToken>> pieces(List<PythonToken> tokens) {
        return split(
                tokens.stream()
                        .filter(token -> !token.is("(") && !token.is(")"))
                        .toList(),
                ",");
    }

    private static List<String> names(List<PythonToken> tokens) {
        return tokens.stream()
                .filter(token -> token.name() && !token.is("as"))
                .map(PythonToken::text)
                .toList();
    }

    /** {@code a = b = value}, {@code a: annotation = value}, {@code a += value}. */
    private void assign(List<PythonToken> tokens) {
        List<List<PythonToken>> sides = split(tokens, "=");
        if (sides.size() > 1) {
            PythonValue value = PythonExpression.value(source, sides.get(sides.size() - 1), this::value);
            sides.subList(0, sides.size() - 1).forEach(target -> target(target, value));
        } else if (tokens.size() > 1 && tokens.get(1).text().endsWith("=")) {
            unresolved(tokens.subList(0, 1));
        }
    }

    private void target(List<PythonToken> target, PythonValue value) {
        boolean one = !target.isEmpty()
                && target.get(0).name()
                && (target.size() == 1 || target.get(1).is(":"));
        if (one) {
            names.put(target.get(0).text(), new Assigned(value, target.get(0).line()));
        } else {
            unresolved(target);
        }
    }

    private void unresolved(List<PythonToken> targets) {
        targets.stream()
                .filter(PythonToken::name)
                .forEach(token ->
                        names.put(token.text(), new Assigned(PythonValue.unresolved(token.text()), token.line())));
    }

    private PythonValue value(List<String> parts) {
        String first = parts.get(0);
        if (parts.size() == 1 && names.containsKey(first)) {
            return names.get(first).value();
        }
        Optional<PythonValue> found = imports.containsKey(first)
                ? outside.value(imports.get(first).with(parts.subList(1, parts.size())))
                : stars.stream()
                        .flatMap(star -> outside.value(star.with(parts)).stream())
                        .findFirst();
        return found.orElseGet(() -> PythonValue.unresolved(String.join(".", parts)));
    }

    /** The pieces between some sign where it stands outside of brackets. */
    private static List<List<PythonToken>> split(List<PythonToken> tokens, String sign) {
        List<List<PythonToken>> pieces = new ArrayList<>();
        int begin = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            PythonToken token = tokens.get(i);
            depth += token.is("(") || token.is("[") || token.is("{") ? 1 : 0;
            depth -= token.is(")") || token.is("]") || token.is("}") ? 1 : 0;
            if (depth == 0 && token.is(sign)) {
                pieces.add(tokens.subList(begin, i));
                begin = i + 1;
            }
        }
        pieces.add(tokens.subList(begin, tokens.size()));
        return pieces;
    }
}
