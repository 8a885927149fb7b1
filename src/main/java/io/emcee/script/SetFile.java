package io.emcee.script;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.revision.RevisionId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code set.yaml} says of a set; every key may be absent, and so may the file. */
record SetFile(
        Optional<String> name,
        String summary,
        SoftDelete softDelete,
        Map<String, Guard> guarded,
        Map<String, RevisionId> legacy,
        Map<String, RevisionId> aliases) {

    static final SetFile NONE = new SetFile(Optional.empty(), "", SoftDelete.COMMON, Map.of(), Map.of(), Map.of());

    /**
     * Reads every key; problems are noted with the fields.
     *
     * @param ids every revision of the set
     * @param releases every release of the set
     */
    static SetFile read(Fields fields, Map<String, RevisionId> ids, Set<String> releases) {
        SetFile set = new SetFile(
                fields.text("name"),
                fields.text("summary").orElse(""),
                fields.fields("soft_delete").map(SetFile::softDelete).orElse(SoftDelete.COMMON),
                fields.fields("guarded").map(SetFile::guards).orElse(Map.of()),
                names(fields, "legacy", ids, releases),
                names(fields, "aliases", ids, releases));
        fields.end();
        return set;
    }

    private static SoftDelete softDelete(Fields fields) {
        String flag = fields.requiredText("flag").orElse("");
        String at = fields.requiredText("at").orElse("");
        List<String> tables = fields.texts("tables");
        fields.end();
        return new SoftDelete(flag, at, new LinkedHashSet<>(tables));
    }

    private static Map<String, Guard> guards(Fields tables) {
        Map<String, Guard> guards = new LinkedHashMap<>();
        for (String table : tables.keys()) {
            tables.fields(table).flatMap(SetFile::guard).ifPresent(guard -> guards.put(table, guard));
        }
        return guards;
    }

    private static Optional<Guard> guard(Fields fields) {
        var age = fields.requiredParsed("age", "an age such as 180d", Durations::parse);
        var reason = fields.requiredText("reason");
        var notice = fields.text("notice");
        fields.end();
        return age.flatMap(least ->
                reason.map(why -> new Guard(least, why, notice.orElse(why).strip())));
    }

    /** Names that stand for revisions: each must exist, and no name may hide behind a revision or a release. */
    private static Map<String, RevisionId> names(
            Fields set, String key, Map<String, RevisionId> ids, Set<String> releases) {
        Map<String, RevisionId> named = new LinkedHashMap<>();
        set.fields(key)
                .ifPresent(fields -> fields.keys()
                        .forEach(name -> fields.text(name).ifPresent(text -> {
                            if (ids.containsKey(name) || releases.contains(name)) {
                                fields.problem(
                                        name,
                                        "\"" + name + "\" is a revision or a release already; take it out of " + key);
                            }
                            Optional.ofNullable(ids.get(text))
                                    .ifPresentOrElse(
                                            id -> named.put(name, id),
                                            () -> fields.problem(
                                                    name,
                                                    "\"" + name + "\" stands for \"" + text
                                                            + "\", which does not exist; name a revision"));
                        })));
        return named;
    }
}
