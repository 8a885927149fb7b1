package io.emcee.cli;

import io.emcee.config.Approvals;
import io.emcee.config.Target;
import io.emcee.engine.Operation;
import io.emcee.engine.PlanApproved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps a target that wants its plans approved from being changed without. */
final class Approved {
    private final Session session;
    private final Approvals wanted;

    Approved(Session session) {
        this.session = session;
        this.wanted = session.target()
                .flatMap(name ->
                        Optional.ofNullable(session.configuration().targets().get(name)))
                .map(Target::approvals)
                .orElse(Approvals.NONE);
    }

    /** Why nothing may be run but an approved plan; empty when anything may. */
    Optional<String> reason() {
        return wanted.required() == 0
                ? Optional.empty()
                : Optional.of("the target \"" + session.name() + "\" takes only plans that "
                        + (wanted.required() == 1 ? "somebody else has" : wanted.required() + " others have")
                        + " approved");
    }

    /** @throws Refusal when the target takes only approved plans */
    void refuseUnplanned(Operation operation) {
        refuseUnplanned(operation.word());
    }

    /** @param phase as {@code emcee plan --phase} names it */
    void refuseUnplanned(String phase) {
        reason().ifPresent(why -> {
            throw new Refusal(
                    ExitCode.REFUSED, "Refused: " + why + "; make one: emcee plan --phase " + phase + " --out FILE");
        });
    }

    /** @throws Refusal when the target takes only approved plans */
    void refuseUnplannedPurge() {
        reason().ifPresent(why -> {
            throw new Refusal(
                    ExitCode.REFUSED, "Refused: " + why + "; make one: emcee purge --tables TABLE --out FILE");
        });
    }

    /**
     * Counts the approvals of a plan that was read.
     *
     * @return those that count, for the journal
     * @throws Refusal when there are too few, or a signature is missing or not by an allowed key
     */
    List<PlanApproved> check(PlanFile plan) {
        List<Approval> others = plan.approvals().stream()
                .filter(approval -> !approval.by().equals(plan.fact("made_by")))
                .toList();
        wanted.signers().ifPresent(allowed -> others.forEach(approval -> verify(plan, approval, allowed)));
        long count = others.stream().map(Approval::by).distinct().count();
        if (count < wanted.required()) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The plan has " + count + " of " + wanted.required() + " approvals that the target \""
                            + session.name() + "\" wants; let somebody else run: emcee approve FILE");
        }
        return others.stream().map(approval -> fact(plan, approval)).toList();
    }

    private PlanApproved fact(PlanFile plan, Approval approval) {
        return new PlanApproved(
                approval.name(),
                approval.by(),
                approval.at(),
                approval.signature().flatMap(SshKeys::fingerprint),
                wanted.signers().isPresent(),
                plan.hash());
    }

    /**
     * As {@link #check(PlanFile)}, for a plan that another process has read.
     *
     * @throws Refusal also when the target takes only approved plans, and there is none
     */
    void check(Order order) {
        if (order.file().isEmpty()) {
            refuseUnplanned(order.operation());
            return;
        }
        PlanFile written = PlanFile.read(order.file().get());
        check(written);
        if (!written.fact("plan").equals(order.plan())) {
            throw new Refusal(ExitCode.REFUSED, "The approved plan is another one; nothing was run.");
        }
    }

    private static void verify(PlanFile plan, Approval approval, Path allowed) {
        String signed = approval.signed(plan.hash());
        boolean valid = approval.signature()
                .filter(signature -> SshKeys.verifies(allowed, approval.name(), signature, signed))
                .isPresent();
        if (!valid) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The approval of \"" + approval.name() + "\" is not signed by a key that \"" + allowed
                            + "\" has for that name; approve again with: emcee approve --sign KEY FILE");
        }
    }
}
