package io.emcee.cli;

import io.emcee.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan on paper: what was planned, its hash, and who has approved it. Its form is strict, a line for the plan, one for
 * the hash and one for each approval, so that a file in which a single byte was changed is no plan any more:
 *
 * <pre>{
 * "plan": {...},
 * "hash": "...",
 * "approvals": [
 * {...}
 * ]}</pre>
 */
record PlanFile(Map<String, Object> plan, String hash, List<Approval> approvals) {
    PlanFile {
        approvals = List.copyOf(approvals);
    }

    /** A new file, approved by nobody. */
    static PlanFile of(Map<String, Object> plan) {
        return new PlanFile(
                plan, io.emcee.journal.Hash.of(List.of(Json.line(plan))).text(), List.of());
    }

    /**
     * Reads a file.
     *
     * @throws Refusal when there is none, or it is not as it was written
     */
    static PlanFile read(Path file) {
        String text = text(file);
        PlanFile read = parse(text).orElseThrow(() -> altered(file));
        if (!read.text().equals(text) || !of(read.plan).hash.equals(read.hash)) {
            throw altered(file);
        }
        return read;
    }

    private static Optional<PlanFile> parse(String text) {
        try {
            Map<String, Object> whole = Json.object(text);
            List<Approval> approvals = new ArrayList<>();
            if (whole.get("approvals") instanceof List<?> list) {
                list.forEach(item -> approvals.add(Approval.of((Map<?, ?>) item)));
            }
            return whole.get("plan") instanceof Map<?, ?>
                    ? Optional.of(new PlanFile(
                            Json.object(Json.line(whole.get("plan"))), String.valueOf(whole.get("hash")), approvals))
                    : Optional.empty();
        } catch (IllegalArgumentException | ClassCastException noPlan) {
            return Optional.empty();
        }
    }

    private static Refusal altered(Path file) {
        return new Refusal(
                ExitCode.REFUSED,
                "The plan in \"" + file
                        + "\" is not as emcee wrote it; nothing was run. Make a new one: emcee plan --out FILE");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new Refusal(ExitCode.USAGE, "There is no plan \"" + file + "\"; make one: emcee plan --out FILE");
        } catch (CharacterCodingException binary) {
            throw altered(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("The plan \"" + file + "\" cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** Writes the file, all of it or nothing. */
    void write(Path file) {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(written, text());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The plan \"" + file + "\" cannot be written: " + failed.getMessage() + "; choose another folder.",
                    failed);
        }
    }

    /** The file with one more approval. */
    PlanFile approved(Approval approval) {
        List<Approval> more = new ArrayList<>(approvals);
        more.add(approval);
        return new PlanFile(plan, hash, more);
    }

    String text() {
        String lines = approvals.stream()
                .map(approval -> "\n" + Json.line(approval.facts()))
                .collect(Collectors.joining(","));
        return "{\n\"plan\": " + Json.line(plan) + ",\n\"hash\": " + Json.line(hash) + ",\n\"approvals\": [" + lines
                + "\n]}\n";
    }

    /** One of the plan's own facts; empty when it is not there. */
    String fact(String name) {
        Object value = plan.getOrDefault(name, "");
        return value instanceof Optional<?> ? "" : value.toString();
    }
}
