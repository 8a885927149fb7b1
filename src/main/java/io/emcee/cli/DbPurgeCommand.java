package io.emcee.cli;

import io.emcee.purge.PurgeRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db purge}: every table that may be purged, but the guarded ones; its JSON is that of {@link Purging}. */
@Command(
        name = "purge",
        description = "Remove rows that are marked as deleted, of every table that may be purged but the guarded ones.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, also when --max_rows was reached", "6:refused", "8:stopped before the end"})
final class DbPurgeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final RowLimits limits = new RowLimits(30);

    @Mixin
    private final PurgeManner manner = new PurgeManner();

    DbPurgeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PurgeRequest request = limits.request(PurgeRequest.Scope.EACH, List.of());
        return new Purging(context, context.session(), manner).script(request);
    }
}
