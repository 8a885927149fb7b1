package io.emcee.cli;

/** What the console starts with. */
public record ConsoleStart(Session session, Look look) {}
