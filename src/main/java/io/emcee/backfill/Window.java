package io.emcee.backfill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * The pending rows of some pages, dealt so that neighbours in the row are on different pages: first the first row of each
 * page, then the second of each.
 */
final class Window {
    /** A page has at most 291 rows, so that rank, page and place fit into one number and are sorted in this order. */
    private static final int RANK = 48;

    private static final int PAGE = 16;
    private static final long PLACE = 0xFFFF;
    private static final long PAGES = 0xFFFFFFFFL;

    private final long[] rows;
    private final long end;
    private int dealt;

    private Window(long[] rows, long end) {
        this.rows = rows;
        this.end = end;
    }

    /**
     * Deals places, {@code (page << 16) | place}, that come page by page.
     *
     * @param end the page behind the last
     */
    static Window of(long[] places, long end) {
        long[] rows = new long[places.length];
        long page = -1;
        long rank = 0;
        for (int i = 0; i < places.length; i++) {
            rank = places[i] >> PAGE == page ? rank + 1 : 0;
            page = places[i] >> PAGE;
            rows[i] = rank << RANK | places[i];
        }
        Arrays.sort(rows);
        return new Window(rows, end);
    }

    /** Reads which rows are pending; {@code query} selects their ctid, page by page. */
    static Window read(Connection connection, long end, String query) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(query)) {
            long[] places = new long[1024];
            int count = 0;
            while (row.next()) {
                if (count == places.length) {
                    places = Arrays.copyOf(places, 2 * count);
                }
                places[count++] = place(row.getString(1));
            }
            return of(Arrays.copyOf(places, count), end);
        }
    }

    /** {@code (17,4)} */
    private static long place(String ctid) {
        int comma = ctid.indexOf(',');
        long page = Long.parseLong(ctid, 1, comma, 10);
        return page << PAGE | Long.parseLong(ctid, comma + 1, ctid.length() - 1, 10);
    }

    boolean isEmpty() {
        return dealt == rows.length;
    }

    long end() {
        return end;
    }

    /** Whether nothing is left after {@code size} more rows. */
    boolean ends(int size) {
        return rows.length - dealt <= size;
    }

    /** The next rows as PostgreSQL writes an array of them: {@code {"(0,1)","(1,1)"}}. */
    String next(int size) {
        StringBuilder tids = new StringBuilder("{");
        int end = (int) Math.min(rows.length, (long) dealt + size);
        for (int i = dealt; i < end; i++) {
            tids.append(i == dealt ? "\"(" : ",\"(").append(rows[i] >> PAGE & PAGES);
            tids.append(',').append(rows[i] & PLACE).append(")\"");
        }
        return tids.append('}').toString();
    }

    /** These rows are done. */
    void dealt(int size) {
        dealt = (int) Math.min(rows.length, (long) dealt + size);
    }
}
