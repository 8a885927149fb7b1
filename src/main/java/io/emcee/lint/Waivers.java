package io.emcee.lint;

import io.emcee.script.Waiver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The waivers of one file: each is honoured, and listed with what it waives. */
final class Waivers {
    private final List<Waiver> waivers;
    private final Set<Waiver> used = new HashSet<>();

    Waivers(List<Waiver> waivers) {
        this.waivers = waivers;
    }

    /** The findings, those that are waived with the reason. */
    List<Finding> apply(List<Finding> findings) {
        return findings.stream().map(this::apply).toList();
    }

    private Finding apply(Finding finding) {
        Optional<Waiver> waiver = waivers.stream()
                .filter(candidate -> candidate.rule().equals(finding.rule().id()))
                .findFirst();
        waiver.ifPresent(used::add);
        return waiver.map(known -> finding.waivedFor(known.reason())).orElse(finding);
    }

    /** What is to say of the waivers themselves, once they were all applied. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Waiver waiver : waivers) {
            if (Rule.of(waiver.rule()).isEmpty()) {
                findings.add(finding(Rule.UNKNOWN_WAIVER, waiver, "; known are " + known()));
            } else if (!used.contains(waiver)) {
                findings.add(finding(Rule.WAIVES_NOTHING, waiver, "; take it out"));
            }
        }
        return findings;
    }

    private static Finding finding(Rule rule, Waiver waiver, String remedy) {
        String sentence = rule.sentence().replace("{detail}", waiver.rule()) + remedy;
        return new Finding(rule, rule.severity(), waiver.line(), sentence, Optional.empty());
    }

    private static String known() {
        return Stream.of(Rule.values())
                .filter(rule -> rule != Rule.UNKNOWN_WAIVER && rule != Rule.WAIVES_NOTHING)
                .map(Rule::id)
                .collect(Collectors.joining(", "));
    }
}
