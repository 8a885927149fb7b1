package io.emcee.backfill;

import io.emcee.batch.BatchResult;
import io.emcee.catalog.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the pages of a table, and of its partitions one after the other, to the end that each has when the pass
 * begins: what is written behind it is migrated already, or left to the next pass. Where rows are when the pass is
 * resumed does not matter either, for only pending rows are changed.
 */
final class HeapWalk implements Walk {
    /** Rows of a window: enough that a batch takes few of each page, and few enough for the memory. */
    private static final int WINDOW = 65_536;

    private final Connection connection;
    private final Work work;
    private final List<Leaf> leaves;
    private final Optional<Trial> trial;
    private final Order order;
    private Checkpoint checkpoint;
    private Cost cost = Cost.NONE;
    private Optional<Window> window = Optional.empty();

    private HeapWalk(Connection connection, Work work, List<Leaf> leaves, Checkpoint checkpoint, Order order) {
        this.connection = connection;
        this.work = work;
        this.leaves = leaves;
        this.checkpoint = checkpoint;
        this.order = order;
        this.trial = checkpoint.position().order().isPresent() ? Optional.empty() : Optional.of(new Trial());
    }

    /** Goes on in the order of the checkpoint, or tries which is the cheaper. */
    static HeapWalk of(Connection connection, Work work, List<Leaf> leaves, Checkpoint checkpoint) {
        return new HeapWalk(
                connection,
                work,
                leaves,
                checkpoint,
                checkpoint.position().order().orElse(Order.SWEEP));
    }

    /** For a few rows in a large table: reads which are pending, and changes only those. */
    static HeapWalk after(Connection connection, Work work, List<Leaf> leaves, Checkpoint checkpoint) {
        return new HeapWalk(
                connection,
                work,
                leaves,
                checkpoint.at(
                        Position.start(Optional.of(checkpoint.position().order().orElse(Order.SWEEP)))),
                Order.SPREAD);
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void counted(long total) {
        checkpoint = checkpoint.counted(total);
    }

    @Override
    public Cost cost() {
        return cost;
    }

    @Override
    public Optional<String> reason() {
        return trial.isPresent() ? trial.get().reason() : Optional.of("chosen when it began");
    }

    @Override
    public Order order() {
        return trial.map(Trial::order).orElse(order);
    }

    /** What the checkpoint keeps: an order that is only tried is not kept. */
    private Optional<Order> kept() {
        if (trial.isPresent()) {
            return trial.get().reason().map(any -> trial.get().order());
        }
        return checkpoint.position().order();
    }

    @Override
    public BatchResult next(int size) throws SQLException {
        Optional<Leaf> leaf = leaf();
        if (leaf.isEmpty()) {
            return commit(new Piece("false", Position.start(kept())), 0);
        }
        boolean spreads = window.isPresent() || order() == Order.SPREAD;
        return spreads ? spread(leaf.get(), size) : sweep(leaf.get(), size);
    }

    /** Where the walk is: the part that the checkpoint names, or the one after it. */
    private Optional<Leaf> leaf() {
        return leaves.stream()
                .filter(leaf -> leaf.oid() >= checkpoint.position().leaf() && block(leaf) < leaf.pages())
                .findFirst();
    }

    private long block(Leaf leaf) {
        Position position = checkpoint.position();
        return position.leaf() == leaf.oid() ? position.block() : 0;
    }

    private BatchResult sweep(Leaf leaf, int size) throws SQLException {
        long from = block(leaf);
        long to = Math.min(leaf.pages(), from + Math.max(1, Math.round(size / leaf.density())));
        return commit(new Piece(range(leaf, from, to), position(leaf, to)), leaf.oid());
    }

    private BatchResult spread(Leaf leaf, int size) throws SQLException {
        if (window.isEmpty()) {
            return open(leaf);
        }
        Window dealing = window.get();
        prune(leaf, dealing);
        boolean ends = dealing.ends(size);
        String tids = dealing.next(size);
        String condition = part(leaf) + ctid() + " = ANY ('" + tids + "'::pg_catalog.tid[])";
        Position after = position(leaf, ends ? dealing.end() : block(leaf));
        BatchResult result = commit(new Piece(condition, after), leaf.oid());
        dealing.dealt(size);
        window = ends ? Optional.empty() : window;
        return result;
    }

    /**
     * Makes room on the pages for the next rows. PostgreSQL prunes a full page whenever a scan reads it, but not when a
     * row is fetched by its place.
     */
    private void prune(Leaf leaf, Window dealing) throws SQLException {
        long begin = System.nanoTime();
        try (Statement scan = connection.createStatement()) {
            scan.execute("SELECT count(*) FROM " + work.name() + " WHERE " + range(leaf, block(leaf), dealing.end()));
        }
        spent(new Cost(0, 0, 0, 0, Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** Reads what is to be dealt; where nothing is, goes on behind it. */
    private BatchResult open(Leaf leaf) throws SQLException {
        long begin = System.nanoTime();
        long from = block(leaf);
        int rows = trying() ? 2 * Trial.ROWS : WINDOW;
        long to = Math.min(leaf.pages(), from + Math.max(16, Math.round(rows / leaf.density())));
        Window opened = Window.read(
                connection,
                to,
                "SELECT " + ctid() + " FROM " + work.name() + " WHERE " + range(leaf, from, to) + " AND ("
                        + work.pending() + ") ORDER BY " + ctid());
        spent(new Cost(0, 0, 0, 0, Duration.ofNanos(System.nanoTime() - begin)));
        if (opened.isEmpty()) {
            return commit(new Piece("false", position(leaf, to)), leaf.oid());
        }
        window = Optional.of(opened);
        return new BatchResult(0, false);
    }

    private boolean trying() {
        return trial.filter(running -> running.reason().isEmpty()).isPresent();
    }

    /** Where the walk is when it has done a part's pages before {@code block}. */
    private Position position(Leaf leaf, long block) {
        if (block < leaf.pages()) {
            return Position.heap(kept(), leaf.oid(), block);
        }
        return leaves.stream()
                .filter(later -> later.oid() > leaf.oid() && later.pages() > 0)
                .findFirst()
                .map(later -> Position.heap(kept(), later.oid(), 0))
                .orElseGet(() -> Position.start(kept()));
    }

    private void spent(Cost more) {
        cost = cost.plus(more);
        trial.ifPresent(running -> running.saw(more));
    }

    private String range(Leaf leaf, long from, long to) {
        return part(leaf) + ctid() + " >= '(" + from + ",0)'::pg_catalog.tid AND " + ctid() + " < '(" + to
                + ",0)'::pg_catalog.tid";
    }

    /** Rows of different parts of a table may be at the same place in each. */
    private String part(Leaf leaf) {
        return leaves.size() == 1 ? "" : Identifier.quote(work.table()) + ".tableoid = " + leaf.oid() + " AND ";
    }

    private String ctid() {
        return Identifier.quote(work.table()) + ".ctid";
    }

    private BatchResult commit(Piece piece, long counted) throws SQLException {
        Piece.Done done = piece.run(connection, work, checkpoint, counted);
        checkpoint = done.checkpoint();
        spent(done.cost());
        return done.result();
    }
}
