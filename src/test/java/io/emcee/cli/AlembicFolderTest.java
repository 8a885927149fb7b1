package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.AlembicLab;
import io.emcee.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Alembic folder on the command line, without a database. */
class AlembicFolderTest {
    @TempDir
    private Path root;

    @Test
    void graphIsListedWithWhatIsWrong() {
        AlembicLab lab = AlembicLab.glance(root).revision("z.py", "z9", "('gone', 'pike_expand01')");
        Outcome graph = graph(lab);
        assertEquals(0, graph.exitCode(), graph::errors);
        assertEquals(
                List.of(
                        "REVISION                PHASE     STATE  FOLLOWS           DEPENDS ON      LABELS                                           SUMMARY",
                        "liberty                 base      -                                                                                         change liberty",
                        "mitaka01                base      -      liberty                                                                            change mitaka01",
                        "mitaka02                base      -      mitaka01                                                                           change mitaka02",
                        "ocata_expand01          expand    -      mitaka02                          migration.EXPAND_BRANCH (unresolved)             add visibility to images",
                        "ocata_contract01        contract  -      mitaka02          ocata_expand01  ocata01, migration.CONTRACT_BRANCH (unresolved)  remove is_public from images",
                        "pike_expand01           expand    -      ocata_expand01                                                                     change pike_expand01",
                        "z9 (head)               base      -      pike_expand01                                                                      change z9",
                        "pike_contract01 (head)  contract  -      ocata_contract01  pike_expand01                                                    drop glare artifacts tables"),
                graph.out());
        assertEquals(
                List.of(lab.versions()
                        + "/z.py:12: down_revision \"gone\" of \"z9\" does not exist; name a revision of this set"),
                graph.err());
    }

    @Test
    void graphIsOneObjectAsJson() {
        Outcome graph = graph(AlembicLab.glance(root), "--json");
        Map<String, Object> facts = Json.object(graph.line());
        assertEquals(List.of(), facts.get("problems"));
        List<?> revisions = (List<?>) facts.get("revisions");
        Map<?, ?> contract = (Map<?, ?>) revisions.get(4);
        assertEquals("ocata_contract01", contract.get("revision"));
        assertEquals(List.of("mitaka02"), contract.get("down_revisions"));
        assertEquals(List.of("ocata01", "migration.CONTRACT_BRANCH (unresolved)"), contract.get("labels"));
        assertEquals(root.resolve("versions/ocata_contract01_drop_is_public.py").toString(), contract.get("file"));
    }

    @Test
    void controlCharactersReachNoTerminal() {
        Outcome graph = graph(new AlembicLab(root).with("versions/a.py", """
                '''\u001b[2J\u009bsummary'''
                revision = 'a'
                branch_labels = '''x
                emcee: all is well \u202e'''
                """));
        assertEquals(2, graph.out().size(), graph.out()::toString);
        assertEquals(
                true,
                graph.out().stream()
                        .allMatch(line -> line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e)));
    }

    @Test
    void lintIsRefused() {
        Outcome lint = CommandLines.anywhere()
                .run("lint", "--revisions", AlembicLab.glance(root).versions().toString());
        assertEquals(2, lint.exitCode());
        assertEquals(
                "emcee: Cannot lint with the Alembic folder \"" + root.resolve("versions")
                        + "\", which emcee only shows: use alembic, or the service's own tool that runs it.",
                lint.errors().strip());
    }

    private static Outcome graph(AlembicLab lab, String... more) {
        return CommandLines.anywhere()
                .run(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "graph", "--revisions", lab.versions().toString()),
                                java.util.stream.Stream.of(more))
                        .toArray(String[]::new));
    }
}
