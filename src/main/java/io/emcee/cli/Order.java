package io.emcee.cli;

import io.emcee.engine.Answers;
import io.emcee.engine.Backup;
import io.emcee.engine.Event;
import io.emcee.engine.Operation;
import io.emcee.engine.Overrules;
import io.emcee.engine.Plan;
import io.emcee.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be run, confirmed by the operator. Carries no secret.
 *
 * @param version as it was asked for; empty for as far as it goes
 * @param plan the hash of what was confirmed: only that is run
 * @param file the approved plan that it comes from; empty when it comes from none
 */
public record Order(Operation operation, Optional<String> version, String plan, Answers answers, Optional<Path> file) {

    /** The order to run a plan. */
    public static Order of(Plan plan, Optional<String> version, Answers answers) {
        return new Order(plan.operation(), version, plan.hash(), answers, Optional.empty());
    }

    /** The same, as an approved file says. */
    Order from(Path approved) {
        return new Order(operation, version, plan, answers, Optional.of(approved.toAbsolutePath()));
    }

    /** One line of JSON. */
    String line() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", operation.word());
        facts.put("version", version);
        facts.put("plan", plan);
        facts.put("overrules", answers.overrules().reasons());
        facts.put("backup", answers.backup().map(Backup::facts));
        facts.put("walk", answers.walk());
        facts.put(
                "consents",
                answers.consents().stream().map(Event.Consent::object).toList());
        facts.put("file", file);
        return Json.line(facts);
    }

    /** @throws IllegalArgumentException when it is no order */
    static Order read(String line) {
        Map<String, Object> facts = Json.object(line);
        return new Order(
                Operation.valueOf(String.valueOf(facts.get("operation")).toUpperCase(Locale.ROOT)),
                text(facts, "version"),
                text(facts, "plan").orElse(""),
                new Answers(
                        new Overrules(overrules(facts)),
                        backup(facts),
                        Boolean.TRUE.equals(facts.get("walk")),
                        consents(facts)),
                text(facts, "file").map(Path::of));
    }

    private static Optional<String> text(Map<?, ?> facts, String name) {
        return facts.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Map<String, String> overrules(Map<String, Object> facts) {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (facts.get("overrules") instanceof Map<?, ?> map) {
            map.forEach((gate, reason) -> reasons.put(String.valueOf(gate), String.valueOf(reason)));
        }
        return reasons;
    }

    private static List<Event.Consent> consents(Map<String, Object> facts) {
        return facts.get("consents") instanceof List<?> list
                ? list.stream()
                        .map(one -> Event.Consent.of(Json.object(Json.line(one))))
                        .toList()
                : List.of();
    }

    private static Optional<Backup> backup(Map<String, Object> facts) {
        return facts.get("backup") instanceof Map<?, ?> backup
                ? Optional.of(new Backup(
                        Backup.Kind.valueOf(text(backup, "backup").orElse("").toUpperCase(Locale.ROOT)),
                        text(backup, "where").orElse(""),
                        text(backup, "taken").map(Instant::parse),
                        text(backup, "found").orElse("")))
                : Optional.empty();
    }
}
