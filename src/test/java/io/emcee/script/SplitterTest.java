package io.emcee.script;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    /** Where statements end by PostgreSQL's rules: each of these is one, with a semicolon that ends none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s;'",
                "SELECT 'back\\'",
                "SELECT E'quote\\';', e'\\\\'",
                "SELECT e'quote\\';'",
                "SELECT E'one'\n  -- more\n  'two\\';'",
                "SELECT name_e'x;'",
                "SELECT N'a;', B'1', X'ff', U&'\\0041;'",
                "SELECT \"a;\"\"b\"",
                "SELECT U&\"d\\0061t;\"",
                "SELECT $$a;'$$",
                "SELECT $a$ $$;$$ $b$ ; $b$ $a$",
                "SELECT $é1$;$é1$",
                "SELECT a$b$c, 1",
                "SELECT 1 /* a /* ; */ b; */ + 1",
                "SELECT 1 -- one;\n + 1",
                "SELECT (1;2)",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (')'))",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END",
                "create or replace procedure p() begin atomic insert into t values (1); end",
                "DO $body$ BEGIN PERFORM 1; END $body$",
                "SELECT 1-1, a->>'b;', c||'\\'",
            })
    void aStatementEndsAtItsOwnSemicolonOnly(String statement) {
        assertEquals("1: " + statement + "\n", split(statement + ";"));
        assertEquals("1: " + statement + "\n", split(statement), "the last semicolon may be missing");
        int next = 1 + (int) statement.chars().filter(c -> c == '\n').count();
        assertEquals("1: " + statement + "\n" + next + ": SELECT 2\n", split(statement + "; SELECT 2;"));
    }

    @Test
    void aStatementBeginsAtItsFirstWordAndKeepsTheCommentBeforeIt() {
        assertEquals("""
                3: -- why
                SELECT
                 1
                5: SELECT 2
                """, split("\n-- why\nSELECT\n 1;\nSELECT 2; -- after\n"));
    }

    @Test
    void aCommentBehindAStatementIsNoPartOfIt() {
        assertEquals("1: SELECT 1\n", split("SELECT 1 -- the semicolon is missing\n/* too */"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;\n;", "-- nothing\n", "/* nothing; */ ;"})
    void nothingIsNoStatement(String sql) {
        assertEquals("", split(sql));
    }

    @Test
    void caseInABodyEndsBeforeTheBody() {
        String body =
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN CASE a WHEN 1 THEN b END THEN 1 END; END";
        assertEquals("1: " + body + "\n1: SELECT 2\n", split(body + "; SELECT 2"));
    }

    @Test
    void caseAndEndOutsideOfABodyMeanNothing() {
        assertEquals("1: SELECT CASE WHEN a THEN 1 END\n1: END\n", split("SELECT CASE WHEN a THEN 1 END; END;"));
    }

    @Test
    void wordsAreUpperCaseWithoutLiteralsNamesAndComments() {
        Statement statement = Splitter.parts(
                        "/* no */ alter Table \"No\" add column é_1 int default E'no' -- no\n, drop x$y",
                        1,
                        (l, s) -> {})
                .get(0)
                .get(0);
        assertEquals(
                List.of("ALTER", "TABLE", "ADD", "COLUMN", "É_1", "INT", "DEFAULT", "DROP", "X$Y"), statement.words());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 'a;              | 12: the quote ' that opens here is never closed; close it
            SELECT E'a\\';          | 12: the quote E' that opens here is never closed; close it
            SELECT "a;              | 12: the quote " that opens here is never closed; close it
            SELECT $x$ a $y$;       | 12: the quote $x$ that opens here is never closed; close it
            SELECT 1; /* /* */ a    | 12: the comment /* that opens here is never closed; close it
            SELECT (1, (2);         | 12: the parenthesis that opens here is never closed; close it
            SELECT 1); SELECT 2     | 12: the parenthesis that closes here was never opened; take it out
            CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; | 12: what begins here is never closed; write END
            \\d images              | 12: psql's backslash commands cannot be run here; write SQL
            """)
    void whatNeverEndsIsToldWithTheLineWhereItBegins(String sql, String problem) {
        List<String> problems = new ArrayList<>();
        Splitter.parts("\n" + sql + "\n\n", 11, (line, sentence) -> problems.add(line + ": " + sentence));
        assertEquals(List.of(problem), problems);
    }

    @Test
    void aLineBeginsAPart() {
        assertEquals(
                List.of(List.of("SELECT 1", "SELECT 2"), List.of(), List.of("SELECT 3")),
                parts("SELECT 1; SELECT 2\n-- part\n--part  \nSELECT 3;"));
        assertEquals(List.of(List.of(), List.of("SELECT 1")), parts("-- part\nSELECT 1"));
        assertEquals(List.of(List.of("SELECT 1"), List.of()), parts("SELECT 1;\n-- part"));
    }

    @Test
    void aPartIsNotBegunInsideOfAnythingNorBehindAStatement() {
        for (String sql : List.of(
                "SELECT '\n-- part\n'",
                "SELECT $$\n-- part\n$$",
                "SELECT 1 -- part",
                "SELECT 1\n -- part",
                "SELECT 1\n-- part two",
                "/*\n-- part\n*/ SELECT 1")) {
            assertEquals(1, parts(sql).size(), sql);
        }
    }

    @Test
    void onlyOnePieceOfSqlIsWhole() {
        for (String whole : List.of("a IS NULL", " (a = ';') ", "/* b */ a", "a = $$;$$")) {
            assertTrue(Splitter.isWhole(whole), whole);
        }
        for (String broken :
                List.of("", "a;", "a; b", "a -- b", "a /* b */", "(a", "a)", "'a", "a\n-- part\nb", "-- a")) {
            assertFalse(Splitter.isWhole(broken), broken);
        }
    }

    @Test
    void aLongScriptKeepsItsLines() {
        String sql = "SELECT\n1;\n".repeat(10_000);
        List<Statement> statements =
                Splitter.parts(sql, 1, (line, sentence) -> {}).get(0);
        assertEquals(10_000, statements.size());
        assertEquals(19_999, statements.get(9_999).line());
    }

    @Test
    void aLongContinuationDoesNotOverflow() {
        assertEquals(
                1,
                parts("SELECT E'a'\n" + " \n-- x\n".repeat(20_000) + "'b;'")
                        .get(0)
                        .size());
    }

    private static String split(String sql) {
        return Splitter.parts(sql, 1, (line, sentence) -> {
                    throw new AssertionError(sentence);
                })
                .get(0)
                .stream()
                .map(statement -> statement.line() + ": " + statement.sql() + "\n")
                .collect(joining());
    }

    private static List<List<String>> parts(String sql) {
        return Splitter.parts(sql, 1, (line, sentence) -> {}).stream()
                .map(part -> part.stream().map(Statement::sql).toList())
                .toList();
    }
}
