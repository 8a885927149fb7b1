package io.emcee.json;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private final Problems problems = new Problems();

    @Test
    void aValueIsTakenAsItIsWritten() {
        Fields fields =
                read("a: 2023_1\nb: 010\nc: 0x1F\nd: 12:30\ne: yes\nf: 1.0\ng: 'it''s'\nh: \"x: y\"\ni: |\n  x\n  y\n");
        assertEquals(
                List.of("2023_1", "010", "0x1F", "12:30", "yes", "1.0", "it's", "x: y", "x\ny\n"),
                fields.keys().stream().flatMap(key -> fields.text(key).stream()).toList());
        fields.end();
        assertProblems("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment", "---\n", "null"})
    void anEmptyDocumentIsAnEmptyMapping(String text) {
        assertEquals(List.of(), List.copyOf(read(text).keys()));
        assertProblems("");
    }

    @Test
    void linesCountFromTheFirstLineGiven() {
        Fields fields = Yaml.read("f", "a: 1\nb:\n  c: x\n", 41, problems).orElseThrow();
        assertEquals(41, fields.line("a"));
        assertEquals(42, fields.line("b"));
        assertEquals(43, fields.fields("b").orElseThrow().line("c"));
        assertEquals(41, fields.line("absent"), "where the mapping begins");
        fields.flag("a");
        fields.fields("b").orElseThrow().number("c", 1);
        assertProblems("""
                f:41: the key "a" must be true or false, not "1"
                f:43: the key "c" must be a whole number of at least 1, not "x"
                """);
    }

    @Test
    void aKeyStandsOnce() {
        read("a: 1\nb: {c: 1, c: 2}\na: 3\n");
        assertProblems("""
                f:2: the key "c" stands here a second time; keep one
                f:3: the key "a" stands here a second time; keep one
                """);
    }

    @Test
    void anAliasIsRefusedAndAnAnchorAloneIsHarmless() {
        Fields fields = read("a: &x 1\nb: *x\n<<: *x\nc: [*x]\n");
        assertEquals(Optional.of("1"), fields.text("a"));
        assertProblems("""
                f:2: the alias "*x" is not followed; write the value itself
                f:3: the alias "*x" is not followed; write the value itself
                f:4: the alias "*x" is not followed; write the value itself
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n---\nb: 2\n", "---\n---\na: 1\n"})
    void aSecondDocumentIsRefused(String text) {
        Yaml.read("f", text, 1, problems);
        assertTrue(listing().endsWith("a second YAML document begins here; keep one\n"), listing());
        assertEquals(1, problems.sorted().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1; b: c: d      | f:12: this is not valid YAML: mapping values are not allowed here; put a value with ": " in quotes
            a: 1;  b: 2        | f:12: this is not valid YAML: mapping values are not allowed here; put a value with ": " in quotes
            a: [1, 2;b: 3      | f:12: this is not valid YAML: expected ',' or ']', but got :
            a: @x              | f:11: this is not valid YAML: found character '@' that cannot start any token. (Do not use @ for indentation)
            a: 1;some words    | f:12: this is not valid YAML: could not find expected ':'
            ? [a];: 1          | f:11: this is not valid YAML: Expected a field name (Scalar value in YAML)
            words              | f:11: here is no "key: value"; write one on each line
            - a                | f:11: here is no "key: value"; write one on each line
            """)
    void brokenSyntaxIsToldWhereItBreaks(String text, String problem) {
        assertEquals(Optional.empty(), Yaml.read("f", text.replace("; ", "\n").replace(';', '\n'), 11, problems));
        assertProblems(problem + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \u0001", "a: \ud800", "a: \"x"})
    void noTextBreaksTheReader(String text) {
        assertEquals(Optional.empty(), Yaml.read("f", text, 1, problems));
        assertEquals(1, problems.sorted().size());
    }

    @Test
    void tooDeepNestingIsAProblemLikeAnyOther() {
        assertEquals(Optional.empty(), Yaml.read("f", "a: " + "[".repeat(5_000), 1, problems));
        assertEquals(1, problems.sorted().size());
    }

    @Test
    void aWrongTypeIsAProblemAndReadAsAbsent() {
        Fields fields = read("""
                text: [a]
                words: {a: b}
                inner: a
                number: 1.5
                least: 0
                flag: yes
                empty:
                nested: [a, [b], {c: d}, ""]
                pairs: [a]
                size: big
                """);
        assertEquals(Optional.empty(), fields.text("text"));
        assertEquals(List.of(), fields.texts("words"));
        assertEquals(Optional.empty(), fields.fields("inner"));
        assertEquals(Optional.empty(), fields.number("number", 1));
        assertEquals(Optional.empty(), fields.number("least", 1));
        assertEquals(false, fields.flag("flag"));
        assertEquals(Optional.empty(), fields.text("empty"));
        assertEquals(List.of("a"), fields.texts("nested"));
        assertEquals(Map.of(), fields.pairs("pairs"));
        assertEquals(Optional.empty(), fields.parsed("size", "a time such as 5s", Durations::parse));
        assertEquals(Optional.empty(), fields.requiredText("absent"));
        assertEquals(Optional.empty(), fields.requiredParsed("missing", "a time", Durations::parse));
        assertProblems("""
                f:1: the key "text" must be a single value
                f:1: the key "absent" is missing
                f:1: the key "missing" is missing
                f:2: the key "words" must be a value or a list
                f:3: the key "inner" must be a mapping
                f:4: the key "number" must be a whole number of at least 1, not "1.5"
                f:5: the key "least" must be a whole number of at least 1, not "0"
                f:6: the key "flag" must be true or false, not "yes"
                f:7: the key "empty" has no value
                f:8: the key "nested" must be a single value
                f:8: the key "nested" must be a single value
                f:8: the key "nested" has no value
                f:9: the key "pairs" must be a mapping
                f:10: the key "size" must be a time such as 5s, not "big"
                """);
    }

    @Test
    void rightTypesAreRead() {
        Fields fields = read("n: 7\nflag: true\nno: false\none: a\nmany: [a, b]\npairs: {x: y, 42: z}\n");
        assertEquals(Optional.of(7), fields.number("n", 7));
        assertEquals(true, fields.flag("flag"));
        assertEquals(false, fields.flag("no"));
        assertEquals(false, fields.flag("absent"));
        assertEquals(List.of("a"), fields.texts("one"));
        assertEquals(List.of("a", "b"), fields.texts("many"));
        assertEquals(List.of(), fields.texts("absent"));
        assertEquals(Map.of("x", "y", "42", "z"), fields.pairs("pairs"));
        assertEquals(Optional.empty(), fields.fields("absent"));
        assertProblems("");
    }

    @Test
    void anUnknownKeyIsToldWithTheNearestKnownOne() {
        Fields fields = read("depend_on: a\ntabel: b\nto: c\nelsewhere: d\n");
        List.of("at", "age", "depends_on", "table").forEach(fields::text);
        fields.end();
        assertProblems("""
                f:1: unknown key "depend_on"; did you mean "depends_on"?
                f:2: unknown key "tabel"; did you mean "table"?
                f:3: unknown key "to"; known are age, at, depends_on, table
                f:4: unknown key "elsewhere"; known are age, at, depends_on, table
                """);
    }

    @Test
    void aTerminalNeverGetsTheControlCharactersOfAFile() {
        read("\"\\e[2J\": 1").end();
        assertProblems("f:1: unknown key \"\uFFFD[2J\"; known are \n");
    }

    private Fields read(String text) {
        return Yaml.read("f", text, 1, problems).orElseThrow();
    }

    private void assertProblems(String expected) {
        assertEquals(expected, listing());
    }

    private String listing() {
        return problems.sorted().stream().map(problem -> problem + "\n").collect(joining());
    }
}
