package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python source tells without being run. */
class PythonModuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x = 'a'                          | a",
                "x = \"a\"                        | a",
                "x = '''a'''                      | a",
                "x = r'a' u'b' \"c\"              | abc",
                "x = f'a'                         | a",
                "x: str = 'a'                     | a",
                "x: Union[str, None] = 'a'        | a",
                "x = y = 'a'                      | a",
                "x = 'a'; y = 'b'                 | a",
                "y = 'b'; x = 'a'  # x = 'c'      | a",
                "x = 'a' + 'b' + 'c'              | abc",
                "x = ('a')                        | a",
                "x = ('a',)                       | a",
                "x = ['a', 'b']                   | a b",
                "x = {'a', 'b',}                  | a b",
                "x = 'a', 'b'                     | a b",
                "x = ('a', 'b') + ('c',)          | a b c",
                "x = 'it\\'s'                     | it's",
                "x = 'a#b'                        | a#b",
            })
    void textsAreTold(String source, String texts) {
        PythonValue value = value(source);
        assertTrue(value.resolved(), value::toString);
        assertEquals(texts, String.join(" ", value.texts()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = None", "x = ()", "x = []", "x: Sequence[str] | None = None"})
    void nothingIsTold(String source) {
        assertEquals(List.of(), value(source).items());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x = f'{name}'                 | f'{name}'",
                "x = b'a'                      | b'a'",
                "x = migration.EXPAND          | migration.EXPAND",
                "x = os.environ['X']           | os.environ['X']",
                "x = 'a' if late else 'b'      | 'a' if late else 'b'",
                "x = '%s' % 1                  | '%s' % 1",
                "x = 'a' + 1                   | 'a' + 1",
                "x = 7                         | 7",
                "x = 'a'; x += 'b'             | x",
                "x, y = 'a', 'b'               | x",
                "x = ('a', ('b', 'c'))         | 'a', ('b', 'c')",
            })
    void whatMustBeRunIsUnresolved(String source, String shown) {
        assertEquals(List.of(shown), value(source).unresolved());
    }

    @Test
    void ofSequenceTheRestIsTold() {
        PythonValue value = value("x = ('ocata01', migration.CONTRACT)");
        assertEquals(List.of("ocata01"), value.texts());
        assertEquals("migration.CONTRACT (unresolved)", value.items().get(1).shown());
    }

    @Test
    void onlyTopLevelCounts() {
        String source = """
                '''The
                summary'''
                def upgrade(
                    x='no'):
                    x = 'no'
                if True:
                    x = 'no'
                if True: x = 'no'; x = 'no'
                class X: x = 'no'
                TEXT = '''
                x = 'no'
                '''
                call(
                x = 'no'
                )
                y = \\
                    'b'
                x = (
                    # the parents
                    'a',
                    y,
                )""";
        assertEquals(List.of("a", "b"), value(source).texts());
        assertEquals(
                "The\nsummary",
                PythonModule.read(source, name -> Optional.empty()).documentation());
    }

    @Test
    void namesHaveTheValueOfTheirLine() {
        assertEquals(List.of("one"), value("y = 'one'\nx = y\ny = 'two'").texts());
        assertEquals(List.of("y"), value("x = y\ny = 'two'").unresolved());
    }

    @Test
    void importedNamesAreAskedInFull() {
        String source = """
                import a.b
                import a.c as d
                from . import e
                from ..f.g import (h as i,
                                   j)
                x = (a.b.X, d.X, e.X, i, j, k)
                """;
        StringBuilder asked = new StringBuilder();
        PythonModule.read(source, name -> {
            asked.append(".".repeat(name.level()))
                    .append(String.join("/", name.parts()))
                    .append(' ');
            return Optional.of(PythonValue.text("?"));
        });
        assertEquals("a/b/X a/c/X .e/X ..f/g/h ..f/g/j ", asked.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x = 'a;y = 1           | 1 | the string",
                "y = 1;x = (1,;2        | 2 | the bracket",
                "y = 1;x = \"\"\"a;b | 2 | the string",
            })
    void sourceThatPythonWouldNotReadIsTold(String lines, int line, String what) {
        PythonLexer.Broken broken =
                PythonLexer.read(lines.replace(';', '\n')).broken().orElseThrow();
        assertEquals(line, broken.line());
        assertEquals(
                what + " that " + (what.equals("the string") ? "begins" : "opens") + " here is never closed",
                broken.sentence());
    }

    @Test
    void hostileSourceEndsSoonAndStaysSmall() {
        List<String> hostile = List.of(
                "x = " + "(".repeat(500_000),
                "x = " + "[".repeat(100_000) + "'a'" + "]".repeat(100_000),
                "x = 'a'\n" + "x = x + x\n".repeat(10_000),
                "x = ('a',)\n" + "x = x + x\n".repeat(10_000),
                "x = " + "'a' ".repeat(300_000),
                "x = '" + "\\".repeat(1_000_001),
                "x = " + "a.".repeat(300_000) + "b",
                "\u0000\u001b[2J\u202e$?`\n".repeat(50_000),
                "'''" + "\n".repeat(1_000_000),
                "x = a" + " = a".repeat(200_000));
        for (String source : hostile) {
            PythonModule module = PythonModule.read(source, name -> Optional.empty());
            module.name("x").ifPresent(x -> {
                assertTrue(x.value().items().size() <= 1000);
                x.value().texts().forEach(text -> assertTrue(text.length() <= 1000));
                x.value().unresolved().forEach(text -> assertTrue(text.length() < 100, text));
            });
        }
    }

    private static PythonValue value(String source) {
        return PythonModule.read(source, name -> Optional.empty())
                .name("x")
                .orElseThrow()
                .value();
    }
}
