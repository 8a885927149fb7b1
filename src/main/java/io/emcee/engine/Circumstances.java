package io.emcee.engine;

import io.emcee.catalog.Connections;
import io.emcee.catalog.InvalidIndex;
import io.emcee.catalog.OpenTransaction;
import io.emcee.catalog.PreparedTransaction;
import io.emcee.catalog.ReplicationSlot;
import io.emcee.catalog.Rights;
import io.emcee.catalog.Server;
import io.emcee.catalog.Standby;
import io.emcee.catalog.Storage;
import io.emcee.catalog.WraparoundVacuum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is so around a database at one moment, as far as it matters to what a plan needs.
 *
 * @param transactions those that are in the way, the oldest first
 * @param storage asked only when an index is built
 * @param indexes the size of each index that is built; empty where nobody can say
 */
record Circumstances(
        Server server,
        Rights rights,
        Connections connections,
        List<OpenTransaction> transactions,
        List<PreparedTransaction> prepared,
        List<WraparoundVacuum> vacuums,
        List<InvalidIndex> invalid,
        List<ReplicationSlot> slots,
        List<Standby> standbys,
        Optional<Storage> storage,
        List<OptionalLong> indexes) {
    Circumstances {
        transactions = List.copyOf(transactions);
        prepared = List.copyOf(prepared);
        vacuums = List.copyOf(vacuums);
        invalid = List.copyOf(invalid);
        slots = List.copyOf(slots);
        standbys = List.copyOf(standbys);
        indexes = List.copyOf(indexes);
    }
}
