package io.emcee.lint;

import io.emcee.script.Token;
import java.util.List;
import java.util.Locale;

/** Reads one statement: which rows of the table of locks it makes, on what. */
final class Grammar {
    private final World world;
    private final Indexes indexes;
    private final Drops drops;
    private final Objects objects;
    private final RowWrites writes;
    private final Upkeep upkeep;

    Grammar(World world) {
        this.world = world;
        this.indexes = new Indexes(world);
        this.drops = new Drops(world);
        this.objects = new Objects(world);
        this.writes = new RowWrites(world);
        this.upkeep = new Upkeep(world);
    }

    /**
     * The effects of a statement; what it changes is known to the world afterwards.
     *
     * @throws NotUnderstood when the grammar does not know it; the world may have learnt a part of it
     */
    List<Effect> read(List<Token> tokens) {
        Cursor cursor = new Cursor(tokens);
        List<Effect> effects = statement(cursor);
        cursor.end();
        return effects;
    }

    private List<Effect> statement(Cursor cursor) {
        return switch (cursor.next().text().toUpperCase(Locale.ROOT)) {
            case "CREATE" -> create(cursor);
            case "ALTER" -> alter(cursor);
            case "DROP" -> drops.read(cursor);
            case "REINDEX" -> indexes.reindex(cursor);
            case "INSERT" -> writes.insert(cursor);
            case "UPDATE" -> writes.update(cursor);
            case "DELETE" -> writes.delete(cursor);
            case "MERGE" -> writes.merge(cursor);
            case "WITH" -> writes.with(cursor);
            case "SELECT", "VALUES", "TABLE" -> writes.select(cursor);
            case "TRUNCATE" -> writes.truncate(cursor);
            case "LOCK" -> writes.lock(cursor);
            case "SET", "RESET" -> upkeep.set(cursor);
            case "COMMENT", "SECURITY" -> upkeep.comment(cursor);
            case "ANALYZE", "ANALYSE" -> upkeep.analyze(cursor);
            case "VACUUM" -> upkeep.vacuum(cursor);
            case "CLUSTER" -> upkeep.cluster(cursor);
            case "REFRESH" -> upkeep.refresh(cursor);
            case "GRANT", "REVOKE" -> upkeep.grant(cursor);
            default -> throw new NotUnderstood("unknown statement");
        };
    }

    private List<Effect> create(Cursor cursor) {
        boolean replace = cursor.skip("OR", "REPLACE");
        boolean temporary = cursor.skip("TEMP") || cursor.skip("TEMPORARY");
        cursor.skip("UNLOGGED");
        if (cursor.skip("TABLE")) {
            return new CreateTable(world).read(cursor, temporary);
        }
        if (cursor.at("INDEX") || cursor.at("UNIQUE")) {
            return indexes.create(cursor);
        }
        return objects.create(cursor, replace);
    }

    private List<Effect> alter(Cursor cursor) {
        if (cursor.skip("TABLE")) {
            return new AlterTable(world).read(cursor);
        }
        return cursor.skip("INDEX") ? indexes.alter(cursor) : objects.alter(cursor);
    }
}
