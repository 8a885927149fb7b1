package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.QualifiedName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows that no purge may take, nor anything that they belong to.
 *
 * @param number by which it is lifted
 * @param terms that a row must meet, all of them; of one row the values of its primary key
 * @param until when it ends by itself; empty for never
 * @param lifted when and by whom it was lifted, and why; empty while it holds
 */
public record Hold(
        long number,
        QualifiedName table,
        List<Term> terms,
        String reason,
        Optional<Instant> until,
        Instant at,
        String by,
        Optional<String> lifted) {

    /** One comparison with a constant: {@code owner = 'acme'}. */
    public record Term(String column, String operator, String operand) {
        private static final Pattern FORM =
                Pattern.compile("([^=<>!~]+?)\\s*(=|<>|!=|<=|>=|<|>|~)\\s*(.*)", Pattern.DOTALL);

        /** @throws PurgeRefused for an operator that it does not have */
        public Term {
            if (!List.of("=", "<>", "<", "<=", ">", ">=", "~").contains(operator)) {
                throw new PurgeRefused(
                        "There is no operator \"" + operator + "\" of holds; use =, <>, <, <=, >, >= or ~.");
            }
        }

        /**
         * Reads {@code owner=acme}; {@code ~} finds a text by a regular expression.
         *
         * @throws PurgeRefused for anything else
         */
        public static Term parse(String text) {
            Matcher form = FORM.matcher(text.strip());
            if (!form.matches()) {
                throw new PurgeRefused(
                        "\"" + text + "\" is no condition of a hold; write COLUMN=VALUE, or with another of"
                                + " <>, <, <=, >, >=, ~ between.");
            }
            return new Term(form.group(1), form.group(2).replace("!=", "<>"), form.group(3));
        }

        String sql(String alias) {
            String column = alias + "." + Identifier.quote(this.column);
            return operator.equals("~")
                    ? column + "::text ~ " + Literal.quote(operand)
                    : column + " " + operator + " " + Literal.quote(operand);
        }

        @Override
        public String toString() {
            return Identifier.display(column) + " " + operator + " " + operand;
        }
    }

    public Hold {
        terms = List.copyOf(terms);
    }

    /** Holds for what it holds back, never unknown. */
    String condition(String alias) {
        return terms.stream().map(term -> term.sql(alias)).collect(joining(" AND ", "((", ") IS TRUE)"));
    }

    /** For JSON and the journal. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("hold", number);
        facts.put("table", table.toString());
        facts.put("rows", words());
        facts.put("reason", reason);
        facts.put("until", until);
        facts.put("at", at);
        facts.put("by", by);
        facts.put("lifted", lifted);
        return facts;
    }

    /** {@code id = 0a1b and owner = acme}. */
    public String words() {
        return terms.stream().map(Term::toString).collect(joining(" and "));
    }
}
