package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements about indexes. */
final class Indexes {
    private final World world;

    Indexes(World world) {
        this.world = world;
    }

    /** What follows {@code CREATE}. */
    List<Effect> create(Cursor cursor) {
        cursor.skip("UNIQUE");
        cursor.expect("INDEX");
        boolean concurrently = cursor.skip("CONCURRENTLY");
        boolean ifNotExists = cursor.skip("IF", "NOT", "EXISTS");
        Optional<String> index = cursor.at("ON") ? Optional.empty() : Optional.of(cursor.identifier());
        cursor.expect("ON");
        boolean only = cursor.skip("ONLY");
        Name table = world.known(cursor.name());
        if (cursor.skip("USING")) {
            cursor.identifier();
        }
        List<Cursor> columns = cursor.group().list();
        cursor.skipRest();
        index.ifPresent(name -> world.index(Name.of(name), table, plain(columns)));
        Row row = only ? Row.CREATE_INDEX_ONLY : concurrently ? Row.CREATE_INDEX_CONCURRENTLY : Row.CREATE_INDEX;
        return List.of(remarks(andPartitions(Effect.of(row, table), only), concurrently, ifNotExists));
    }

    private Effect andPartitions(Effect effect, boolean only) {
        Effect all = effect;
        for (Name partition : only ? List.<Name>of() : world.partitions(effect.table())) {
            all = all.and(effect.row().lock(), partition, On.PARTITION);
        }
        return all;
    }

    private Effect remarks(Effect effect, boolean concurrently, boolean ifNotExists) {
        return effect.remarkIf(
                        concurrently && world.corruptsConcurrentIndexes(), Rule.CORRUPTS_INDEX, world.serverVersion())
                .remarkIf(concurrently && world.table(effect.table()).partitioned(), Rule.NO_CONCURRENTLY_HERE, "")
                .remarkIf(ifNotExists, Rule.INDEX_IF_NOT_EXISTS, "");
    }

    /** The columns of an index that has no expressions. */
    private static List<String> plain(List<Cursor> columns) {
        return columns.stream().flatMap(column -> column.next().name().stream()).toList();
    }

    /** What follows {@code DROP INDEX}. */
    List<Effect> drop(Cursor cursor) {
        boolean concurrently = cursor.skip("CONCURRENTLY");
        cursor.skip("IF", "EXISTS");
        List<Effect> effects = new ArrayList<>();
        for (Name index : cursor.names()) {
            Row row = concurrently ? Row.DROP_INDEX_CONCURRENTLY : Row.DROP_INDEX;
            effects.add(onTable(row, world.known(index)));
        }
        boolean cascade = cursor.skip("CASCADE");
        cursor.skip("RESTRICT");
        return effects.stream()
                .map(effect -> effect.remarkIf(cascade, Rule.CASCADE_DROPS_MORE, ""))
                .toList();
    }

    /** The index's table is locked, which the statement does not name. */
    private Effect onTable(Row row, Name index) {
        return world.tableOf(index)
                .map(table -> Effect.of(row, table).and(row.lock(), index, On.INDEX))
                .orElseGet(() -> Effect.of(row, index, On.INDEX));
    }

    /** What follows {@code REINDEX}. */
    List<Effect> reindex(Cursor cursor) {
        boolean concurrently = cursor.at('(') && cursor.group().has("CONCURRENTLY");
        boolean index = cursor.skip("INDEX");
        boolean table = !index && cursor.skip("TABLE");
        concurrently |= cursor.skip("CONCURRENTLY");
        Row row = concurrently ? Row.REINDEX_CONCURRENTLY : Row.REINDEX;
        if (!index && !table) {
            cursor.skipRest();
            return List.of(Effect.of(row, Name.of("all its tables"), On.OTHER));
        }
        Name name = world.known(cursor.name());
        LockMode onIndex = concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
        if (table) {
            return List.of(Effect.of(row, name).and(onIndex, name, On.INDEXES));
        }
        return List.of(world.tableOf(name)
                .map(of -> Effect.of(row, of).and(onIndex, name, On.INDEX))
                .orElseGet(() -> Effect.of(row, name, On.INDEX)));
    }

    /** What follows {@code ALTER INDEX}. */
    List<Effect> alter(Cursor cursor) {
        cursor.skip("IF", "EXISTS");
        Name index = world.known(cursor.name());
        boolean known = cursor.at("RENAME")
                || cursor.at("SET")
                || cursor.at("RESET")
                || cursor.at("ATTACH")
                || cursor.at("ALTER");
        if (!known || cursor.at("SET", "TABLESPACE")) {
            throw new NotUnderstood("unknown action");
        }
        cursor.skipRest();
        return List.of(Effect.of(Row.ALTER_INDEX, index, On.INDEX));
    }
}
