package io.emcee.engine;

import io.emcee.batch.Measured;
import io.emcee.batch.Signal;
import io.emcee.catalog.ReplicationSlot;
import io.emcee.catalog.Strain;
import io.emcee.catalog.Strain.Follower;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Turns what was read of the server, time after time, into the signals of a throttle. Remembers when the server had
 * written how much, for a standby that replays nothing does not say for how long. For one thread.
 */
final class Strains {
    /** Ten minutes of one look a second. */
    private static final int REMEMBERED = 600;

    private record Moment(long millis, long written) {}

    private final Deque<Moment> moments = new ArrayDeque<>();

    /** @param millis when it was read, by a clock that never goes back */
    List<Measured> of(Strain strain, long millis) {
        OptionalLong rate = rate(strain, millis);
        moments.addLast(new Moment(millis, strain.written()));
        if (moments.size() > REMEMBERED) {
            moments.removeFirst();
        }
        List<Measured> seen = new ArrayList<>();
        strain.followers().forEach(follower -> follower(seen, follower, strain, millis));
        seen.add(
                strain.unarchived().isPresent()
                        ? Measured.of(
                                Signal.ARCHIVE, strain.unarchived().getAsLong(), "files of WAL wait to be archived")
                        : Measured.unknown(Signal.ARCHIVE, "this server archives no WAL"));
        seen.add(slots(strain.slots()));
        seen.add(Measured.of(Signal.ACTIVE, strain.active(), "sessions of clients are active"));
        seen.add(Measured.of(Signal.WAITING, strain.waiting(), "sessions of clients wait for a lock"));
        seen.add(Measured.of(Signal.AUTOVACUUM, strain.vacuums(), "vacuums work on the table"));
        seen.add(
                rate.isPresent()
                        ? Measured.of(Signal.WAL_RATE, rate.getAsLong(), "of WAL are written in a second")
                        : Measured.unknown(Signal.WAL_RATE, "not known before the second look"));
        return seen;
    }

    private OptionalLong rate(Strain strain, long millis) {
        Moment before = moments.peekLast();
        if (before == null || before.millis() >= millis) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((strain.written() - before.written()) * 1_000 / (millis - before.millis()));
    }

    private void follower(List<Measured> seen, Follower follower, Strain strain, long millis) {
        String name = "standby \"" + follower.name() + "\"";
        if (follower.replayed().isEmpty()) {
            String why = name + ": the role may not see how far it is (grant pg_monitor)";
            seen.add(Measured.unknown(Signal.REPLAY_TIME, why));
            seen.add(Measured.unknown(Signal.REPLAY_BYTES, why));
            return;
        }
        long replayed = follower.replayed().getAsLong();
        seen.add(Measured.of(Signal.REPLAY_TIME, behind(follower, replayed, millis), name + " is behind by this time"));
        seen.add(Measured.of(
                Signal.REPLAY_BYTES, Math.max(0, strain.written() - replayed), name + " has still to replay this"));
    }

    /** For how long the server has known something that the standby has not replayed. */
    private long behind(Follower follower, long replayed, long millis) {
        long since = moments.stream()
                .filter(moment -> moment.written() > replayed)
                .findFirst()
                .map(moment -> millis - moment.millis())
                .orElse(0L);
        return Math.max(since, since == 0 ? 0 : follower.lag().orElse(0));
    }

    private static Measured slots(List<ReplicationSlot> slots) {
        return slots.stream()
                .filter(slot -> slot.retained().isPresent())
                .max(Comparator.comparingLong(slot -> slot.retained().getAsLong()))
                .map(slot -> Measured.of(
                        Signal.SLOTS, slot.retained().getAsLong(), "slot \"" + slot.name() + "\" keeps this WAL"))
                .orElseGet(() -> Measured.unknown(Signal.SLOTS, "no replication slot keeps WAL"));
    }
}
