package io.emcee.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The locks of the statements before in one transaction, which are all kept until it ends. */
final class Held {
    private final Map<Name, LockMode> blocking = new LinkedHashMap<>();

    /** What a further effect means with these locks held; then its own are held as well. */
    List<Effect.Remark> findings(Effect effect, boolean fresh) {
        List<Effect.Remark> remarks = new ArrayList<>();
        LockMode mode = effect.row().lock();
        if (works(effect.row().work(), fresh)) {
            strongest(effect).ifPresent(held -> remarks.add(new Effect.Remark(Rule.WORK_AFTER_LOCK, held.toString())));
        }
        if (!fresh && mode == LockMode.ACCESS_EXCLUSIVE) {
            blocking.entrySet().stream()
                    .filter(held -> held.getValue() == mode && !held.getKey().equals(effect.table()))
                    .findFirst()
                    .ifPresent(held -> remarks.add(new Effect.Remark(
                            Rule.TWO_TABLES_LOCKED, held.getKey().toString())));
        }
        if (!fresh && mode.stopsWrites()) {
            blocking.merge(effect.table(), mode, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return remarks;
    }

    /** A new table has no rows to work on; copying into it reads others. */
    private static boolean works(Work work, boolean fresh) {
        return work == Work.COPY || (work != Work.NOTHING && !fresh);
    }

    /** A lock on the table that the effect blocks by itself adds nothing. */
    private Optional<Name> strongest(Effect effect) {
        return blocking.entrySet().stream()
                .filter(held ->
                        !(effect.row().lock().stopsWrites() && held.getKey().equals(effect.table())))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }
}
