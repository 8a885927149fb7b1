package io.emcee.tui.screen;

import io.emcee.purge.Blocking;
import io.emcee.purge.Field;
import io.emcee.purge.Review;
import io.emcee.purge.TreeRow;
import io.emcee.purge.Visible;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All there is to know of one root.
 *
 * @param trouble why it could not be read
 */
record CandidateDetails(
        List<String> key, List<TreeRow> tree, List<Blocking> blocking, List<Field> row, Optional<String> trouble) {
    /** Rows of each table of the tree, and rows that block. */
    private static final int MOST = 50;

    static CandidateDetails read(CandidateQuery query, List<String> key, World world) {
        try {
            Review review = world.review();
            return new CandidateDetails(
                    key,
                    review.tree(query.table(), query.cutoff(), key, MOST),
                    review.blocking(query.table(), query.cutoff(), key, MOST),
                    review.row(query.table(), key),
                    Optional.empty());
        } catch (RuntimeException failure) {
            return new CandidateDetails(key, List.of(), List.of(), List.of(), Optional.of(Inquiry.sentence(failure)));
        }
    }

    List<Span> lines() {
        List<Span> lines = new ArrayList<>();
        trouble.ifPresent(why -> lines.add(Span.of(why, Role.ERROR)));
        if (!blocking.isEmpty()) {
            lines.add(Span.of("Kept", Role.HEADER));
            blocking.forEach(one ->
                    lines.add(Span.of("  " + Visible.text(one.sentence()), one.held() ? Role.WARNING : Role.ERROR)));
        }
        if (!tree.isEmpty()) {
            lines.add(Span.of("Tree", Role.HEADER));
            tree.forEach(one -> lines.add(line(one)));
        }
        if (!row.isEmpty()) {
            lines.add(Span.of("Row", Role.HEADER));
            row.forEach(field -> lines.add(line(field)));
        }
        return lines;
    }

    /** {@code   image_tags 12, deleted at 2026-01-02 03:04:05}. */
    private static Span line(TreeRow one) {
        String key = one.key().isEmpty() ? "" : " " + String.join(", ", one.key());
        String deleted = one.deletedAt().map(at -> ", deleted at " + at).orElse("");
        String text = Visible.text(one.table().name() + key + deleted + words(one.state()));
        Role role = switch (one.state()) {
            case GOES -> Role.TEXT;
            case BLOCKS -> Role.ERROR;
            case HELD -> Role.WARNING;
        };
        return Span.of("  ".repeat(one.depth() + 1) + text, role);
    }

    private static String words(TreeRow.State state) {
        return switch (state) {
            case GOES -> "";
            case BLOCKS -> ", blocks";
            case HELD -> ", held";
        };
    }

    private static Span line(Field field) {
        String value = field.value().map(Visible::text).orElse("NULL");
        return Span.of(
                "  " + Visible.text(field.name()) + ": " + value, field.value().isEmpty() ? Role.DIM : Role.TEXT);
    }
}
