package io.emcee.cli;

import io.emcee.journal.Hash;
import io.emcee.journal.Verification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee journal verify}: whether the journal is as it was written. As JSON the kind {@code verification} with the
 * keys {@code entries}, {@code head}, {@code whole} and {@code sentence}.
 */
@Command(
        name = "verify",
        description = "Compare each entry with its hash. Keep the hash that this prints elsewhere, and give it the next"
                + " time: entries cut off at the end are found by it alone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the journal is as it was written", "1:it is not"})
final class JournalVerifyCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "HASH", description = "One that an earlier look printed.")
    private Optional<String> seen = Optional.empty();

    JournalVerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Verification found = context.session().engine().journal().verify(seen.map(JournalVerifyCommand::hash));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("entries", found.entries());
        facts.put("head", found.head());
        facts.put("whole", found.broken().isEmpty());
        facts.put("sentence", found.sentence());
        context.output().result(found.sentence(), "verification", facts);
        return found.broken().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }

    private static Hash hash(String text) {
        try {
            return new Hash(text);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE, "\"" + text + "\" is no hash of the journal, which has 64 digits of 0-9a-f.");
        }
    }
}
