package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an archive is as it was written.
 *
 * @param finished whether its run came to its end
 * @param contents as its log says
 * @param losses what is missing or altered, a clause each; none when all is well
 * @param remarks what is no loss: the torn end of a killed run
 */
public record Verification(
        String folder, boolean finished, Archive.Contents contents, List<String> losses, List<String> remarks) {
    public Verification {
        losses = List.copyOf(losses);
        remarks = List.copyOf(remarks);
    }

    public boolean whole() {
        return losses.isEmpty();
    }

    /** All of it in one sentence, but the losses. */
    public String sentence() {
        if (!whole()) {
            return "The archive \"" + folder + "\" is not as it was written: "
                    + (losses.size() == 1 ? "1 loss." : losses.size() + " losses.");
        }
        return "The archive \"" + folder + "\" is as it was written: " + counted(contents.total(), "row") + " in "
                + (contents.batches() == 1 ? "1 batch" : contents.batches() + " batches")
                + (finished ? "" : "; its run has not come to its end") + open() + ".";
    }

    private String open() {
        return contents.open().isEmpty()
                ? ""
                : "; " + counted(contents.openRows(), "row")
                        + " may be in the database as well (emcee restore --dry-run compares)";
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("folder", folder);
        facts.put("whole", whole());
        facts.put("finished", finished);
        facts.put("batches", contents.batches());
        facts.put("rows", contents.total());
        facts.put("open_rows", contents.openRows());
        facts.put("losses", losses);
        facts.put("remarks", remarks);
        facts.put("sentence", sentence());
        return facts;
    }
}
