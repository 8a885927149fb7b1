package io.emcee.engine;

import io.emcee.catalog.SqlState;

/** What the parts of a run share: where it works, that it is alone there, whether it should stop, and whom it tells. */
record RunContext(Place place, GlobalLock lock, StopSignal stop, EventStream events) {

    /** What ends a run after a step has failed: the operator's wish, a refusal from within, or the failure in a sentence. */
    RuntimeException failure(Step step, Exception failed) {
        if (failed.getCause() instanceof EngineException ended) {
            return ended;
        }
        return stop.wanted() && SqlState.QUERY_CANCELED.in(failed)
                ? StopSignal.stopped()
                : RevisionFailed.of(step, failed);
    }
}
