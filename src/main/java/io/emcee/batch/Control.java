package io.emcee.batch;

import java.time.Duration;

/** What the operator wants of a long work, at this moment. Thread-safe; asked from the thread of the work. */
public interface Control {
    /** What to do next. */
    enum Order {
        GO,
        PAUSE,
        STOP
    }

    Order order();

    /** How to do it; another value as soon as the operator has changed it. */
    Tuning tuning();

    /** Lets time pass, and returns earlier when the work should stop. */
    void rest(Duration time);
}
