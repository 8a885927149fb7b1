package io.emcee.engine;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.InvalidIndex;
import io.emcee.catalog.OpenTransaction;
import io.emcee.catalog.PreparedTransaction;
import io.emcee.catalog.ReplicationSlot;
import io.emcee.catalog.Standby;
import io.emcee.catalog.WraparoundVacuum;
import io.emcee.engine.Check.Subject;
import io.emcee.json.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Judges what others do beside a plan, and what is left of what they did. Pure. */
record Hindrances(Needs needs, PreflightRules rules, Circumstances found) {

    List<Check> all() {
        return List.of(transactions(), prepared(), wraparound(), indexes(), slots(), lag(), disk());
    }

    private Check transactions() {
        List<OpenTransaction> open = found.transactions();
        String limit = needs.concurrently()
                ? "none with a snapshot, for which CONCURRENTLY waits, nor older than " + words(rules.transaction())
                : "none older than " + words(rules.transaction());
        if (open.isEmpty()) {
            return Check.fine(Subject.TRANSACTIONS, "none is in the way", limit);
        }
        List<Blocker> sessions = open.stream().map(OpenTransaction::session).toList();
        List<String> remedy = new ArrayList<>(List.of("wait until they end, or end them"));
        sessions.stream().limit(3).forEach(session -> remedy.add("SELECT pg_terminate_backend(" + session.pid() + ")"));
        return found(Subject.TRANSACTIONS, open.size() + " in the way: " + Checks.names(sessions), limit, remedy);
    }

    /** Whoever has just prepared one may be about to commit it. */
    private Check prepared() {
        List<PreparedTransaction> old = found.prepared().stream()
                .filter(transaction -> transaction.age().compareTo(rules.transaction()) > 0)
                .toList();
        String limit = "none older than " + words(rules.transaction());
        if (old.isEmpty()) {
            return Check.fine(Subject.PREPARED, "none is left over", limit);
        }
        List<String> remedy = new ArrayList<>();
        remedy.add("let their coordinator end them, or end them as their owner in this database");
        old.stream().limit(3).map(PreparedTransaction::rollback).forEach(remedy::add);
        List<String> names = old.stream()
                .map(transaction ->
                        "\"" + transaction.id() + "\" of " + transaction.owner() + " since " + words(transaction.age()))
                .toList();
        return found(Subject.PREPARED, old.size() + ", which keep their locks: " + Checks.names(names), limit, remedy);
    }

    private Check wraparound() {
        String limit = "none on a table of the plan";
        List<WraparoundVacuum> vacuums = found.vacuums();
        List<String> names = vacuums.stream()
                .map(vacuum -> vacuum.table() + " (pid " + vacuum.pid() + ")")
                .toList();
        return vacuums.isEmpty()
                ? Check.fine(Subject.WRAPAROUND, "no table of the plan is vacuumed to prevent it", limit)
                : found(
                        Subject.WRAPAROUND,
                        "autovacuum to prevent wraparound on " + Checks.names(names),
                        limit,
                        List.of("wait until it has ended; it does not give way to those who wait for its lock"));
    }

    private Check indexes() {
        String limit = "none invalid";
        List<InvalidIndex> ours = found.invalid().stream().filter(this::builds).toList();
        List<InvalidIndex> left =
                found.invalid().stream().filter(index -> !ours.contains(index)).toList();
        String healed = ours.isEmpty()
                ? ""
                : "the plan drops "
                        + Checks.names(ours.stream().map(InvalidIndex::name).toList()) + " and builds it again";
        if (left.isEmpty()) {
            return Check.fine(Subject.INDEXES, healed.isEmpty() ? "none is invalid" : healed, limit);
        }
        String value = left.size() + " invalid: "
                + Checks.names(left.stream().map(this::named).toList());
        return found(
                Subject.INDEXES,
                healed.isEmpty() ? value : value + "; " + healed,
                limit,
                left.stream().map(Hindrances::remedy).distinct().limit(10).toList());
    }

    private boolean builds(InvalidIndex index) {
        return needs.builds().stream()
                .anyMatch(build ->
                        build.name().equals(index.name()) && build.table().equals(index.table()));
    }

    /** {@code public.i on public.t, which the plan changes}. */
    private String named(InvalidIndex index) {
        return index.name() + " on " + index.table()
                + (needs.locked().contains(index.table()) ? ", which the plan changes" : "");
    }

    private static String remedy(InvalidIndex index) {
        if (index.builder().isPresent()) {
            return "wait for pid " + index.builder().getAsLong() + ", which is building " + index.name();
        }
        return index.remains() ? index.drop() : index.rebuild();
    }

    private Check slots() {
        String limit = "all read, none keeps more than " + Sizes.words(rules.retained());
        List<ReplicationSlot> behind = found.slots().stream()
                .filter(slot -> !slot.active() || slot.retained().orElse(0) > rules.retained())
                .toList();
        if (behind.isEmpty()) {
            return Check.fine(
                    Subject.SLOTS,
                    found.slots().isEmpty() ? "there is none" : found.slots().size() + ", and all are read",
                    limit);
        }
        List<String> names = behind.stream().map(Hindrances::words).toList();
        List<String> remedy = new ArrayList<>(List.of("what the plan writes is kept for them and fills the disk:"
                + " start their readers, or drop a slot that nobody needs"));
        behind.stream()
                .filter(slot -> !slot.active())
                .limit(3)
                .forEach(slot -> remedy.add("SELECT pg_drop_replication_slot('" + slot.name() + "')"));
        return found(Subject.SLOTS, Checks.names(names), limit, remedy);
    }

    /** {@code "standby1", which nobody reads, keeps 1.2 GB}. */
    private static String words(ReplicationSlot slot) {
        return "\"" + slot.name() + "\"" + (slot.active() ? "" : ", which nobody reads,") + " keeps "
                + Sizes.words(Math.max(0, slot.retained().orElse(0)));
    }

    private Check lag() {
        String limit = "none more than " + Sizes.words(rules.lag()) + " behind";
        List<Standby> late = found.standbys().stream()
                .filter(standby -> standby.behind().orElse(0) > rules.lag())
                .toList();
        if (late.isEmpty()) {
            boolean hidden = found.standbys().stream()
                    .anyMatch(standby -> standby.behind().isEmpty());
            return Check.fine(
                    Subject.LAG,
                    found.standbys().isEmpty()
                            ? "no standby is connected"
                            : found.standbys().size() + (hidden ? ", which the role may not see" : " keep up"),
                    limit);
        }
        List<String> names = late.stream()
                .map(standby -> "\"" + standby.name() + "\" is "
                        + Sizes.words(standby.behind().orElse(0)) + " behind")
                .toList();
        return found(Subject.LAG, Checks.names(names), limit, List.of("wait until they have caught up"));
    }

    private Check disk() {
        if (found.storage().isEmpty()) {
            return Check.fine(Subject.DISK, "no index of a table that is there is built", limitOfDisk());
        }
        long need = found.indexes().stream().mapToLong(size -> size.orElse(0)).sum();
        long unknown = found.indexes().stream().filter(OptionalLong::isEmpty).count();
        String value = (unknown == 0 ? "" : "at least ") + "about " + Sizes.words(need) + " for "
                + found.indexes().size() + (found.indexes().size() == 1 ? " index" : " indexes")
                + ", and as much again while they are sorted" + where()
                + (unknown == 0 ? "" : "; " + unknown + " on tables that nobody has analyzed");
        return need <= rules.disk()
                ? Check.fine(Subject.DISK, value, limitOfDisk())
                : found(
                        Subject.DISK,
                        value,
                        limitOfDisk(),
                        List.of("see that the server's disk has it free: PostgreSQL does not say how much is"));
    }

    private String limitOfDisk() {
        return Sizes.words(rules.disk());
    }

    /** {@code , in tablespace "pg_default" beside a database of 12 GB}. */
    private String where() {
        return found.storage()
                .map(storage -> ", in tablespace \"" + storage.tablespace() + "\""
                        + (storage.database().isPresent()
                                ? " beside a database of "
                                        + Sizes.words(storage.database().getAsLong())
                                : ""))
                .orElse("");
    }

    private Check found(Subject subject, String value, String limit, List<String> remedy) {
        return new Check(subject, rules.found(subject), value, limit, remedy);
    }

    private static String words(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        return time.toMinutes() < 2
                ? time.toSeconds() + " s"
                : time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
