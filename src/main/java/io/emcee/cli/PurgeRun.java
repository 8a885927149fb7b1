package io.emcee.cli;

import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgePlanner;
import io.emcee.purge.PurgeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs the plan of a purge that others have approved: with the same cutoff, whatever has become of its rows since. */
final class PurgeRun {
    private final Context context;
    private final Purging purging;
    private final Path file;

    PurgeRun(Context context, Purging purging, Path file) {
        this.context = context;
        this.purging = purging;
        this.file = file;
    }

    int run(PlanFile written) {
        Session session = context.session();
        PurgePlan plan = new PurgePlanner(session.engine(), Purging.rules(session)).plan(request(written));
        if (!plan.hash().equals(written.fact("plan"))) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The plan in \"" + file + "\" does not hold any more: the tables, or what depends on them, have"
                            + " changed; nothing was run. Look at a new one: emcee purge --dry-run");
        }
        new Approved(session).check(written);
        if (context.options().dryRun) {
            new PurgePrinter(context, session).plan(plan);
            return ExitCode.DONE;
        }
        return purging.runAgain(plan);
    }

    private static PurgeRequest request(PlanFile written) {
        List<String> names = written.plan().get("names") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        String limit = written.fact("limit");
        return new PurgeRequest(
                PurgeRequest.Scope.valueOf(written.fact("scope").toUpperCase(Locale.ROOT)),
                names,
                Optional.of(Duration.ofMillis(Long.parseLong(written.fact("age_ms")))),
                limit.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(limit)),
                Optional.of(Instant.parse(written.fact("cutoff"))));
    }
}
