package io.emcee.bench;

import io.emcee.lint.Lint;
import io.emcee.lint.Report;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;

/** Lints a set that is loaded, and prints how many milliseconds that took. */
public final class FirstLint {
    private FirstLint() {}

    /** @param arguments the folder of the set */
    public static void main(String[] arguments) {
        RevisionSet set = RevisionSets.load(arguments[0]);
        long begin = System.nanoTime();
        Report report = Lint.of(set);
        double took = (System.nanoTime() - begin) / 1e6;
        if (report.revisions().size() < set.graph().size()) {
            throw new IllegalStateException("only " + report.revisions().size() + " revisions were linted");
        }
        System.out.println(took);
    }
}
