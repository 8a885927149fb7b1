package io.emcee.cli;

import io.emcee.archive.Archive;
import io.emcee.archive.RunArchive;
import io.emcee.archive.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee archive verify}: whether archives are as they were written. As JSON one object of the kind {@code
 * archive_verification} for each, with the keys of {@link Verification#facts}.
 */
@Command(
        name = "verify",
        description = "Read every byte of an archive, compare it with its hashes and counts, and name what is lost.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:as it was written", "1:something is missing or altered"})
final class ArchiveVerifyCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "An archive, or a folder that holds some.")
    private List<Path> folders = List.of();

    ArchiveVerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        boolean whole = true;
        for (Path folder : folders) {
            for (Path run : RunArchive.in(folder)) {
                for (Archive worker : RunArchive.open(run).workers()) {
                    whole &= print(worker.verify());
                }
            }
        }
        return whole ? ExitCode.DONE : ExitCode.ERROR;
    }

    private boolean print(Verification found) {
        Output output = context.output();
        output.result(found.sentence(), "archive_verification", found.facts());
        if (!output.json()) {
            found.losses().forEach(loss -> output.line("  lost: " + loss));
            found.remarks().forEach(remark -> output.line("  " + remark));
        }
        return found.whole();
    }
}
