package io.emcee.cli;

import io.emcee.engine.Engine;
import io.emcee.engine.Event;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Runs in this process, on threads of their own: for a database that is gone when the process ends, and where no other process can be started. */
public record OwnRunner(Engine engine) implements Runner {
    @Override
    public OptionalLong start(Order order, Consumer<Event> before) {
        Plan plan = planned(engine, order);
        CompletableFuture<OptionalLong> begun = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(plan, order, before, begun), "emcee run");
        thread.setDaemon(true);
        thread.start();
        try {
            return begun.join();
        } catch (CompletionException refused) {
            throw refused.getCause() instanceof RuntimeException known ? known : refused;
        }
    }

    /** What comes later stands in the row of the run. */
    private void run(Plan plan, Order order, Consumer<Event> before, CompletableFuture<OptionalLong> begun) {
        try {
            engine.run(plan, order.answers(), event -> tell(event, before, begun), new StopSignal());
            begun.complete(OptionalLong.empty());
        } catch (RuntimeException | Error ended) {
            begun.completeExceptionally(ended);
        }
    }

    private static void tell(Event event, Consumer<Event> before, CompletableFuture<OptionalLong> begun) {
        if (event instanceof Event.RunStarted started) {
            begun.complete(OptionalLong.of(started.run()));
        } else if (!begun.isDone()) {
            before.accept(event);
        }
    }

    /**
     * The plan that was ordered, made again.
     *
     * @throws Refusal when it is not the one that was confirmed
     */
    static Plan planned(Engine engine, Order order) {
        Plan plan = engine.plan(order.operation(), order.version());
        if (!plan.hash().equals(order.plan())) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The plan does not hold any more: somebody changed the database or a revision since it was"
                            + " confirmed; nothing was run. Look at it again.");
        }
        return plan;
    }

    @Override
    public boolean outlives() {
        return false;
    }
}
