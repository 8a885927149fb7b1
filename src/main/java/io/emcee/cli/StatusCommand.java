package io.emcee.cli;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Quality;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.engine.DatabaseState;
import io.emcee.engine.GateState;
import io.emcee.revision.CompositeVersion;
import io.emcee.script.AlembicFolder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code emcee status}: everything of a database on one page. As JSON the kind {@code status} with the keys
 * {@code target} (null without one), {@code production}, {@code database}, {@code address}, {@code server},
 * {@code standby}, {@code role}, {@code set}, {@code view_only} (it is an Alembic folder), {@code state} (controlled, empty, adoptable, unknown), {@code version},
 * {@code expand}, {@code contract}, {@code stage}, {@code next}, {@code drift}, {@code gates} (of each {@code gate},
 * {@code open}, {@code reason}), {@code pending_rows} (by revision), {@code busy} and {@code soft_deleted}; of each
 * table {@code table}, {@code rows}, {@code soft_deleted}, {@code exact}, {@code oldest}, {@code newest}.
 */
@Command(name = "status", description = "Show a database on one page: version, stage, gates, soft-deleted rows.")
final class StatusCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--exact", description = "Count soft-deleted rows, which may take long; otherwise ~ estimates.")
    private boolean exact;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        Status status = Status.read(session, exact);
        if (context.output().json()) {
            context.output().object("status", facts(status));
        } else {
            lines(status).forEach(context.output()::line);
        }
        return Drift.of(session, status.survey().state()).isEmpty() ? ExitCode.DONE : ExitCode.DRIFT;
    }

    private static List<String> lines(Status status) {
        Session session = status.session();
        Columns columns = new Columns();
        session.target()
                .ifPresent(target -> columns.row("Target", target + (session.production() ? " (production)" : "")));
        columns.row(
                        "Database",
                        session.database().address().database() + " at "
                                + session.database().address().server())
                .row(
                        "Server",
                        "PostgreSQL " + status.survey().server().version()
                                + (status.survey().server().inRecovery() ? ", standby" : ""))
                .row(
                        "Role",
                        status.survey().server().role()
                                + (status.survey().server().superuser() ? " (superuser)" : ""))
                .row(
                        "Revisions",
                        session.engine().set().name()
                                + (folder(session).isPresent() ? ", an Alembic folder, view only" : ""));
        version(status, columns);
        Drift.of(session, status.survey().state()).forEach(difference -> columns.row("Drift", difference));
        status.gates()
                .forEach(gate -> columns.row(
                        "Gate " + gate.gate().word(),
                        gate.closed().map(reason -> "closed: " + reason).orElse("open")));
        columns.row("Working now", status.survey().busy().map(Object::toString).orElse("nobody"));
        return Stream.concat(columns.lines().stream(), softDeleted(status).lines().stream())
                .toList();
    }

    private static void version(Status status, Columns columns) {
        CompositeVersion version = status.progress().version();
        columns.row("State", state(status.survey().state()));
        if (folder(status.session()).isPresent()) {
            shown(status, folder(status.session()).get(), columns);
            return;
        }
        columns.row("Version", version.isEmpty() ? "none" : version.toString())
                .row(
                        "Stage",
                        status.stage().words()
                                + status.next().map(id -> ", next is " + id).orElse(""));
    }

    private static Optional<AlembicFolder> folder(Session session) {
        return session.engine().set().alembic();
    }

    private static void shown(Status status, AlembicFolder folder, Columns columns) {
        List<String> versions = status.survey().state().versions();
        columns.row("Version", versions.isEmpty() ? "none" : String.join(", ", versions))
                .row("Stage", AlembicGraph.sum(status.progress()));
        if (!folder.problems().isEmpty()) {
            columns.row("Problems", folder.problems().size() + " in the folder; they are listed by: emcee graph");
        }
    }

    private static String state(DatabaseState state) {
        return state.fold(
                controlled -> "under emcee's control",
                empty -> "empty",
                adoptable -> "managed by another tool, by its table " + adoptable.table(),
                unknown -> unknown.tables() + " tables of unknown origin");
    }

    private static Columns softDeleted(Status status) {
        Columns columns = new Columns();
        if (!status.tables().isEmpty()) {
            columns.row("", "", "", "", "").row("TABLE", "ROWS", "SOFT-DELETED", "OLDEST", "NEWEST");
        }
        for (Table table : status.tables()) {
            Optional<SoftDeletedCount> count =
                    Optional.ofNullable(status.counts().get(table.name()));
            columns.row(
                    Identifier.display(table.name().name()),
                    table.rows().isPresent()
                            ? number(Quality.ESTIMATE, table.rows().getAsLong())
                            : "?",
                    count.map(known -> number(known.quality(), known.rows())).orElse("?"),
                    count.flatMap(SoftDeletedCount::oldest)
                            .map(StatusCommand::time)
                            .orElse(""),
                    count.flatMap(SoftDeletedCount::newest)
                            .map(StatusCommand::time)
                            .orElse(""));
        }
        return columns;
    }

    /** {@code ~20,000} or {@code 20,000} */
    private static String number(Quality quality, long rows) {
        String prefix = switch (quality) {
            case ESTIMATE -> "~";
            case EXACT -> "";
        };
        return prefix + String.format(Locale.ROOT, "%,d", rows);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, Object> facts(Status status) {
        Session session = status.session();
        CompositeVersion version = status.progress().version();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("target", session.target());
        facts.put("production", session.production());
        facts.put("database", session.database().address().database());
        facts.put("address", session.database().address().server());
        facts.put("server", status.survey().server().version());
        facts.put("standby", status.survey().server().inRecovery());
        facts.put("role", status.survey().server().role());
        facts.put("set", session.engine().set().name());
        facts.put(
                "state",
                status.survey()
                        .state()
                        .<String>fold(
                                controlled -> "controlled",
                                empty -> "empty",
                                adoptable -> "adoptable",
                                unknown -> "unknown"));
        facts.put("view_only", folder(session).isPresent());
        facts.put(
                "version",
                folder(session)
                        .<Object>map(
                                any -> String.join(", ", status.survey().state().versions()))
                        .orElse(version));
        facts.put("expand", version.expand());
        facts.put("contract", version.contract());
        facts.put("stage", status.stage().words());
        facts.put("next", status.next());
        facts.put("drift", Drift.of(session, status.survey().state()));
        facts.put("gates", status.gates().stream().map(StatusCommand::facts).toList());
        facts.put("pending_rows", status.pending());
        facts.put("busy", status.survey().busy());
        facts.put(
                "soft_deleted",
                status.tables().stream().map(table -> facts(status, table)).toList());
        return facts;
    }

    private static Map<String, Object> facts(GateState gate) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gate", gate.gate().word());
        facts.put("open", gate.closed().isEmpty());
        facts.put("reason", gate.closed());
        return facts;
    }

    private static Map<String, Object> facts(Status status, Table table) {
        Optional<SoftDeletedCount> count = Optional.ofNullable(status.counts().get(table.name()));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("table", table.name().name());
        facts.put("rows", table.rows().isPresent() ? Optional.of(table.rows().getAsLong()) : Optional.empty());
        facts.put("soft_deleted", count.map(SoftDeletedCount::rows));
        facts.put(
                "exact", count.filter(known -> known.quality() == Quality.EXACT).isPresent());
        facts.put("oldest", count.flatMap(SoftDeletedCount::oldest));
        facts.put("newest", count.flatMap(SoftDeletedCount::newest));
        return facts;
    }
}
