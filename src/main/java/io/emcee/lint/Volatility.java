package io.emcee.lint;

import io.emcee.script.Token;
import java.util.List;
import java.util.Set;

/** Tells defaults that are one value for all rows from those that every row asks anew. */
final class Volatility {
    /** Stable and immutable ones, and what only looks like a function; any other is taken for volatile. */
    private static final Set<String> SAME_FOR_ALL = Set.of(
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "current_timestamp",
            "localtimestamp",
            "current_time",
            "localtime",
            "timezone",
            "date_trunc",
            "date_part",
            "extract",
            "make_interval",
            "make_date",
            "to_timestamp",
            "to_char",
            "to_date",
            "age",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "cast",
            "row",
            "array",
            "lower",
            "upper",
            "md5",
            "length",
            "replace",
            "substring",
            "substr",
            "trim",
            "btrim",
            "concat",
            "concat_ws",
            "format",
            "lpad",
            "rpad",
            "repeat",
            "abs",
            "round",
            "floor",
            "ceil",
            "ceiling",
            "power",
            "decode",
            "encode",
            "current_setting",
            "jsonb_build_object",
            "json_build_object",
            "jsonb_build_array",
            "json_build_array",
            "to_json",
            "to_jsonb",
            "array_fill",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "and",
            "or",
            "not",
            "in",
            "is",
            "varying",
            "when",
            "then",
            "else");

    private Volatility() {}

    static boolean varies(List<Token> expression) {
        for (int i = 0; i + 1 < expression.size(); i++) {
            if (expression.get(i + 1).is('(') && called(expression, i)) {
                return true;
            }
        }
        return false;
    }

    /** A name before parentheses is a function, but a type after {@code ::} or AS. */
    private static boolean called(List<Token> expression, int at) {
        boolean type = at > 0
                && (expression.get(at - 1).is(':') || expression.get(at - 1).is("AS"));
        return !type
                && expression
                        .get(at)
                        .name()
                        .filter(name -> !SAME_FOR_ALL.contains(name))
                        .isPresent();
    }
}
