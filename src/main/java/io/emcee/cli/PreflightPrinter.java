package io.emcee.cli;

import io.emcee.engine.Check;
import io.emcee.engine.Check.State;
import io.emcee.engine.Preflight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what was found before a phase. As JSON the kind {@code preflight} with the keys {@code operation},
 * {@code state} (green, yellow, red: the worst) and {@code checks}; of each {@code name}, {@code state}, {@code value},
 * {@code limit}, {@code remedy} (lines), {@code overrulable}.
 */
final class PreflightPrinter {
    private final Output output;

    PreflightPrinter(Output output) {
        this.output = output;
    }

    void print(Preflight preflight) {
        if (output.json()) {
            output.object("preflight", facts(preflight));
            return;
        }
        preflight.checks().forEach(this::print);
        output.line(preflight.summary());
    }

    private void print(Check check) {
        // yellow  transactions  1 in the way: pid 4711 (role "glance", nova-api, idle in transaction for 3 min)
        output.line(String.format(
                Locale.ROOT,
                "%-6s  %-12s  %s",
                check.state().word(),
                check.subject().word(),
                check.value()));
        if (check.state() != State.GREEN) {
            output.line(" ".repeat(22) + "limit: " + check.limit());
            check.remedy().forEach(line -> output.line(" ".repeat(22) + "do: " + line));
            if (check.state() == State.RED && check.subject().overrulable()) {
                output.line(" ".repeat(22) + "or: --overrule " + check.subject().gate() + "=REASON");
            }
        }
    }

    private static Map<String, Object> facts(Preflight preflight) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", preflight.operation().word());
        facts.put("state", preflight.worst().word());
        facts.put("checks", checks(preflight));
        return facts;
    }

    /** The checks; also those of a plan. */
    static List<Map<String, Object>> checks(Preflight preflight) {
        return preflight.checks().stream().map(Check::facts).toList();
    }
}
