package io.emcee.batch;

import java.time.Duration;

/** How much longer a work takes, between two guesses; {@code least} is not above {@code most}. */
public record TimeLeft(Duration least, Duration most) {}
