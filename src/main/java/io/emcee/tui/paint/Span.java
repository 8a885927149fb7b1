package io.emcee.tui.paint;

/** A piece of text and what it means. */
public record Span(String text, Role role) {
    public static Span of(String text) {
        return new Span(text, Role.TEXT);
    }

    public static Span of(String text, Role role) {
        return new Span(text, role);
    }
}
