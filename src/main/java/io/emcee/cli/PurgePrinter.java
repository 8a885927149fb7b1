package io.emcee.cli;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Blocking;
import io.emcee.purge.PurgeEvent;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgeResult;
import io.emcee.purge.Review;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Prints plans of purges, how they go and what came of them. As JSON a plan is of the kind {@code purge_plan} with the
 * keys of {@link PurgePlan#facts} and {@code blocking}.
 */
final class PurgePrinter implements Consumer<PurgeEvent> {
    private static final int BLOCKING = 20;
    /** From so many purged rows on it is worth saying what to do about them. */
    private static final long MANY = 10_000;

    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();
    private static final int WIDTH = 79;

    private final Session session;
    private final Output output;
    private final boolean live;
    private boolean lineOpen;
    private long lastLine = System.nanoTime();

    PurgePrinter(Context context, Session session) {
        this.session = session;
        this.output = context.output();
        this.live = context.terminal().showsErrors();
    }

    void plan(PurgePlan plan) {
        List<Blocking> blocking = blocking(plan);
        if (output.json()) {
            Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
            facts.put("blocking", blocking.stream().map(Blocking::facts).toList());
            output.object("purge_plan", facts);
            return;
        }
        // -- Plan: purge "glance" of rows deleted before 2026-10-21 20:12:00 UTC (...). Nothing was run.
        output.line("-- Plan: purge \"" + session.name() + "\" of rows deleted before "
                + plan.cutoff().words(ZoneId.systemDefault()) + ", hash "
                + plan.hash().substring(0, 12)
                + ". Nothing was run.");
        plan.closed().forEach(gate -> output.line("-- gate " + gate.gate().word() + " is closed: " + gate.sentence()));
        plan.holds()
                .forEach(hold -> output.line("-- hold " + hold.number() + " on " + hold.table() + ": " + hold.words()
                        + " (" + hold.reason() + ")"));
        plan.roots().forEach(root -> print(plan, root));
        blocking.forEach(row -> output.line("-- blocked: " + row.sentence()));
    }

    private void print(PurgePlan plan, PurgePlan.Root root) {
        output.line("");
        // -- public.images: 1,200 of 1,300 candidates go, 90 blocked, 10 held, 2 anomalies
        output.line("-- " + root.table() + ": " + number(plan.eligible(root)) + " of "
                + number(root.counts().candidates()) + " candidates go, "
                + number(root.counts().blocked())
                + " blocked, " + number(root.counts().held()) + " held, "
                + number(root.counts().anomalies())
                + (root.counts().anomalies() == 1 ? " anomaly" : " anomalies"));
        root.guard().ifPresent(guard -> output.line("-- guarded: " + guard.reason()));
        root.counts()
                .below()
                .forEach((table, rows) -> output.line("--   with up to " + number(rows) + " rows of " + table));
        root.tree()
                .released()
                .forEach(key -> output.line(
                        "--   " + key.child() + " loses what it refers to (" + Identifier.display(key.name()) + ")"));
        plan.statements(root.tree()).forEach(statement -> output.line(statement + ";"));
    }

    private List<Blocking> blocking(PurgePlan plan) {
        return plan.roots().stream()
                .filter(root -> root.counts().blocked() + root.counts().held() > 0)
                .flatMap(root -> new Review(session.engine(), Purging.rules(session))
                        .blocking(root.table(), plan.cutoff(), BLOCKING).stream())
                .toList();
    }

    /** Nothing may go. */
    int nothing(PurgePlan plan) {
        List<PurgeResult.TableResult> tables = plan.roots().stream()
                .map(root -> new PurgeResult.TableResult(
                        root.table(),
                        0,
                        root.counts().blocked(),
                        root.counts().held(),
                        root.counts().eligible()))
                .toList();
        result(plan, new PurgeResult(tables, Map.of(), Map.of(), false));
        return ExitCode.DONE;
    }

    void result(PurgePlan plan, PurgeResult result) {
        String sentence = sentence(plan, result);
        if (output.json()) {
            Map<String, Object> facts = new LinkedHashMap<>(result.facts());
            facts.put("sentence", sentence);
            output.object("purge_result", facts);
            return;
        }
        Columns columns = new Columns().row("TABLE", "PURGED", "BLOCKED", "HELD", "LEFT");
        for (PurgeResult.TableResult table : result.tables()) {
            columns.row(
                    name(table.table()),
                    number(table.purged()),
                    number(table.blocked()),
                    number(table.held()),
                    number(table.left()));
        }
        below(result).forEach((table, rows) -> columns.row(name(table), number(rows), "", "", ""));
        columns.lines().forEach(output::line);
        result.released()
                .forEach((table, rows) ->
                        output.note(number(rows) + " rows of " + table + " stay and lost what they referred to."));
        blocking(plan).stream().map(row -> "blocked: " + row.sentence()).forEach(output::note);
        output.note(sentence);
        vacuum(result);
    }

    /** What went with roots of other tables. */
    private static Map<QualifiedName, Long> below(PurgeResult result) {
        Map<QualifiedName, Long> below = new LinkedHashMap<>(result.purged());
        result.tables().forEach(table -> below.remove(table.table()));
        return below;
    }

    private static String sentence(PurgePlan plan, PurgeResult result) {
        String more = result.left() == 0
                ? ""
                : "; " + number(result.left()) + (result.left() == 1 ? " row is" : " rows are") + " left";
        return (result.stopped() ? "Stopped: purged " : "Purged ") + number(result.rows())
                + (result.rows() == 1 ? " row" : " rows") + " deleted before "
                + plan.cutoff().words(ZoneId.systemDefault()) + more + ".";
    }

    private void vacuum(PurgeResult result) {
        List<String> many = result.purged().entrySet().stream()
                .filter(table -> table.getValue() >= MANY)
                .map(table -> table.getKey().toString())
                .toList();
        if (!many.isEmpty()) {
            output.note("Their space is free for new rows after: VACUUM (ANALYZE) " + String.join(", ", many) + ";");
        }
    }

    @Override
    public void accept(PurgeEvent event) {
        if (output.json()) {
            output.object(event.kind(), event.facts());
        } else if (event instanceof PurgeEvent.Said) {
            end();
            output.note(event.sentence());
        } else {
            passing(event.sentence());
        }
    }

    private void passing(String text) {
        if (live) {
            output.live(text.substring(0, Math.min(text.length(), WIDTH)));
            lineOpen = true;
        } else if (System.nanoTime() - lastLine > BETWEEN_LINES) {
            lastLine = System.nanoTime();
            output.note(text);
        }
    }

    /** Leaves the line that is written over. */
    void end() {
        if (lineOpen) {
            output.live("");
            lineOpen = false;
        }
    }

    private static String name(QualifiedName table) {
        return Identifier.display(table.name());
    }

    private static String number(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }
}
