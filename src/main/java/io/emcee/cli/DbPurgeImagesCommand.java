package io.emcee.cli;

import io.emcee.purge.PurgeRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db purge_images_table}: the guarded table of Glance; its JSON is that of {@link Purging}. */
@Command(
        name = "purge_images_table",
        description = "Remove rows of the table images that are marked as deleted, once emcee db purge has removed what"
                + " belonged to them. Their ids stay in tombstones and can not be used again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also when --max_rows was reached",
            "6:refused, not confirmed, or rows that emcee db purge removes are left",
            "8:stopped before the end"
        })
final class DbPurgeImagesCommand implements Callable<Integer> {
    private static final String IMAGES = "images";

    private final Context context;

    @Mixin
    private final RowLimits limits = new RowLimits(180);

    @Mixin
    private final PurgeManner manner = new PurgeManner();

    DbPurgeImagesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PurgeRequest request = limits.request(PurgeRequest.Scope.LAST, List.of(IMAGES));
        return new Purging(context, context.session(), manner).script(request);
    }
}
