package io.emcee.cli;

import io.emcee.archive.Archive;
import io.emcee.archive.ArchivedTable;
import io.emcee.archive.Origin;
import io.emcee.archive.RunArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee archive list}: what archives there are. As JSON one object of the kind {@code archive} for each run, with
 * the keys of {@link #facts}.
 */
@Command(
        name = "list",
        description = "List archives, by what they say of themselves; see verify for whether it is true.")
final class ArchiveListCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "An archive, or a folder that holds some.")
    private List<Path> folders = List.of();

    ArchiveListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<RunArchive> runs = new ArrayList<>();
        for (Path folder : folders) {
            RunArchive.in(folder).stream().map(RunArchive::open).forEach(runs::add);
        }
        if (context.output().json()) {
            runs.forEach(run -> context.output().object("archive", facts(run)));
        } else {
            table(runs).lines().forEach(context.output()::line);
        }
        return ExitCode.DONE;
    }

    private static Columns table(List<RunArchive> runs) {
        Columns columns = new Columns().row("RUN", "DATABASE", "BEGUN", "VERSION", "TABLE", "ROWS", "STATE", "FOLDER");
        for (RunArchive run : runs) {
            Origin origin = run.manifest().origin();
            Archive.Contents contents = run.contents();
            for (ArchivedTable table : run.tables()) {
                columns.row(
                        origin.run(),
                        origin.database(),
                        run.manifest().created(),
                        origin.version(),
                        table.name().toString(),
                        String.valueOf(contents.rows(table)),
                        state(run),
                        run.folder().toString());
            }
        }
        return columns;
    }

    private static String state(RunArchive run) {
        return finished(run) ? "finished" : "open";
    }

    private static boolean finished(RunArchive run) {
        return run.workers().stream().allMatch(worker -> worker.manifest().finished());
    }

    /** The keys of a run: where it comes from, {@code rows} by table, {@code batches}, {@code finished}. */
    private static Map<String, Object> facts(RunArchive run) {
        Origin origin = run.manifest().origin();
        Archive.Contents contents = run.contents();
        Map<String, Object> rows = new LinkedHashMap<>();
        run.tables().forEach(table -> rows.put(table.name().toString(), contents.rows(table)));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("folder", run.folder().toString());
        facts.put("run", origin.run());
        facts.put("database", origin.database());
        facts.put("schema", origin.schema());
        facts.put("version", origin.version());
        facts.put("cutoff", Optional.<Object>empty().or(origin::cutoff));
        facts.put("begun", run.manifest().created());
        facts.put("finished", finished(run));
        facts.put("batches", contents.batches());
        facts.put("rows", rows);
        facts.put("open_rows", contents.openRows());
        return facts;
    }
}
