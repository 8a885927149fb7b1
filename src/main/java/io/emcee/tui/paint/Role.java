package io.emcee.tui.paint;

import java.util.Locale;
import java.util.Optional;

/** What a piece of text means. A theme says how it looks; a role the theme leaves out looks like its fallback. */
public enum Role {
    /** Everything that has no other role, and the background of the whole screen. */
    TEXT,
    /** Less important than text: labels, units, what is not possible now. */
    DIM(TEXT),
    TITLE(TEXT),
    BORDER(DIM),
    /** The border of the pane that has the keys. */
    FOCUS(BORDER),
    /** Column titles. */
    HEADER(TITLE),
    FOOTER(DIM),
    /** The name of a key to press. */
    KEY(TITLE),
    /** The selected row, over its whole width. */
    SELECTION(TEXT),
    /** What a filter found. */
    MATCH(TITLE),
    INPUT(TEXT),
    /** The cell the next typed character goes to. */
    CURSOR(SELECTION),
    /** SQL and other text to be read to the letter. */
    CODE(TEXT),
    OK(TEXT),
    /** Applied, finished. */
    DONE(OK),
    /** The step that comes next. */
    NEXT(TITLE),
    PENDING(DIM),
    RUNNING(NEXT),
    WARNING(TITLE),
    ERROR(WARNING),
    /** What cannot be taken back. */
    DANGER(ERROR),
    /** The mark of a target that is in production. */
    PRODUCTION(DANGER),
    /** The trunk before the branches split. */
    BASE(DIM),
    EXPAND(TEXT),
    MIGRATE(TEXT),
    CONTRACT(TEXT),
    /** The filled part of a progress bar. */
    BAR(OK),
    /** The empty part of a progress bar. */
    TRACK(DIM);

    private final Optional<Role> fallback;

    Role() {
        this.fallback = Optional.empty();
    }

    Role(Role fallback) {
        this.fallback = Optional.of(fallback);
    }

    /** The role to look like when a theme does not name this one; empty for {@link #TEXT}. */
    public Optional<Role> fallback() {
        return fallback;
    }

    /** As written in a theme file: {@code selection}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
