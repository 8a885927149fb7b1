package io.emcee.script;

import io.emcee.TestDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a service sees of its database, a line for each table, column, sequence, constraint, index, enum, function and
 * trigger of schema public. Two databases of one server can be compared by it. Alembic's own table is left out.
 */
final class Catalogue {
    private static final String LINES = """
            WITH ours AS (
                SELECT pg_class.* FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic\\_version%'
            )
            SELECT concat('relation ', relname, ' ', relkind) FROM ours WHERE relkind NOT IN ('i', 'S')
            UNION ALL
            SELECT concat_ws(' ', 'column', relname, row_number() OVER (PARTITION BY relname ORDER BY attnum), attname,
                format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
                'DEFAULT ' || pg_get_expr(adbin, adrelid), 'IDENTITY ' || nullif(attidentity::text, ''))
            FROM ours JOIN pg_attribute ON attrelid = ours.oid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
            UNION ALL
            SELECT concat_ws(' ', 'sequence', relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax,
                seqcache, seqcycle, 'OWNED BY', refobjid::regclass, attname)
            FROM ours JOIN pg_sequence ON seqrelid = ours.oid
            LEFT JOIN pg_depend ON objid = ours.oid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
            LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
            UNION ALL
            SELECT concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(pg_constraint.oid))
            FROM ours JOIN pg_constraint ON conrelid = ours.oid
            WHERE contype <> 'n'
            UNION ALL
            SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), CASE WHEN NOT indisvalid THEN 'INVALID' END)
            FROM ours JOIN pg_index ON indrelid = ours.oid
            UNION ALL
            SELECT concat_ws(' ', 'enum', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
            FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
            WHERE typnamespace = 'public'::regnamespace GROUP BY typname
            UNION ALL
            SELECT concat('function ', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT concat('trigger ', pg_get_triggerdef(pg_trigger.oid))
            FROM ours JOIN pg_trigger ON tgrelid = ours.oid WHERE NOT tgisinternal
            """;

    private Catalogue() {}

    static Set<String> of(TestDatabase database) {
        Set<String> lines = new TreeSet<>(database.rows(LINES));
        lines.removeIf(line -> line.contains(" ON public.alembic_version "));
        return lines;
    }

    /** What must change to get from one to the other, a line each with {@code -} or {@code +}; empty when equal. */
    static List<String> difference(Collection<String> from, Collection<String> to) {
        Set<String> lines = new TreeSet<>();
        from.stream().filter(line -> !to.contains(line)).forEach(line -> lines.add("- " + line));
        to.stream().filter(line -> !from.contains(line)).forEach(line -> lines.add("+ " + line));
        return List.copyOf(lines);
    }
}
