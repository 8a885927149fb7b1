package io.emcee.script;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.AlembicLab;
import io.emcee.json.InvalidFile;
import io.emcee.json.Problem;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Alembic folders as projects keep them. */
class AlembicReaderTest {
    @TempDir
    private Path root;

    /** The tutorial of Alembic's documentation, with the annotations of its newer template. */
    @Test
    void tutorialIsOneLine() {
        RevisionSet set = set(lab().with("env.py", "")
                .with("versions/1975ea83b712_create_account_table.py", """
                        \"""create account table

                        Revision ID: 1975ea83b712
                        Revises:
                        \"""
                        from typing import Sequence, Union

                        # revision identifiers, used by Alembic.
                        revision: str = '1975ea83b712'
                        down_revision: Union[str, Sequence[str], None] = None
                        branch_labels: Union[str, Sequence[str], None] = None
                        depends_on: Union[str, Sequence[str], None] = None
                        """)
                .with("versions/ae1027a6acf_add_a_column.py", """
                        \"""Add a column\"""
                        revision = "ae1027a6acf"
                        down_revision = "1975ea83b712"
                        """));
        assertEquals(List.of(), folder(set).problems());
        assertEquals("1975ea83b712 base <-; ae1027a6acf base <- 1975ea83b712", picture(set));
        assertEquals("create account table", revision(set, "1975ea83b712").summary());
        assertEquals(List.of(RevisionId.of("ae1027a6acf")), folder(set).heads());
        assertEquals(root.getFileName() + "/versions", set.name());
    }

    @Test
    void glanceHasItsPhasesFromIds() {
        RevisionSet set = set(AlembicLab.glance(root));
        assertEquals(List.of(), folder(set).problems());
        assertEquals(
                "liberty base <-; mitaka01 base <- liberty; mitaka02 base <- mitaka01;"
                        + " ocata_contract01 contract <- mitaka02 needs ocata_expand01; ocata_expand01 expand <- mitaka02;"
                        + " pike_contract01 contract <- ocata_contract01 needs pike_expand01;"
                        + " pike_expand01 expand <- ocata_expand01",
                picture(set));
        assertEquals("ocata", revision(set, "ocata_expand01").release());
        assertEquals(
                List.of("ocata01", "migration.CONTRACT_BRANCH (unresolved)"),
                folder(set).script(RevisionId.of("ocata_contract01")).labels());
        assertEquals(Set.of("pike_expand01", "pike_contract01"), heads(set));
    }

    /** Neutron has a folder for each release and phase, files of branch heads, and labels from a module of its own. */
    @Test
    void neutronHasItsPhasesFromFoldersAndLabels() {
        RevisionSet set = set(neutron()
                .with("versions/EXPAND_HEAD", "7bbb25278f53\n")
                .with("versions/CONTRACT_HEAD", "5c85685d616d\n"));
        assertEquals(List.of(), folder(set).problems());
        assertEquals(
                "26c371498592 contract <- kilo needs 354db87e3225; 30018084ec99 expand <- kilo; 354db87e3225 expand <- 30018084ec99;"
                        + " 5c85685d616d contract <- 26c371498592; 7bbb25278f53 expand <- 354db87e3225;"
                        + " kilo base <-",
                picture(set));
        assertEquals("mitaka", revision(set, "5c85685d616d").release());
        assertEquals(
                List.of("expand", "liberty_expand"),
                folder(set).script(RevisionId.of("30018084ec99")).labels());
    }

    @Test
    void fileOfHeadsThatIsBehindIsTold() {
        RevisionSet set = set(neutron()
                .with("versions/EXPAND_HEAD", "354db87e3225\n")
                .with("versions/CONTRACT_HEAD", "0123456789ab\n"));
        assertEquals(
                List.of(
                        "CONTRACT_HEAD:1: the head \"0123456789ab\" is named here, which does not exist; name the head",
                        "EXPAND_HEAD:1: the head \"354db87e3225\" is named here, which another revision follows;"
                                + " name the head"),
                problems(set));
    }

    @Test
    void fileOfHeadsTellsThePhaseOfItsBranchAlone() {
        RevisionSet set = set(lab().revision("a.py", "a", "None")
                .revision("b.py", "b", "'a'")
                .revision("c.py", "c", "'b'")
                .revision("d.py", "d", "'a'")
                .with("versions/EXPAND_HEAD", "c")
                .with("versions/CONTRACT_HEAD", "d"));
        assertEquals("a base <-; b expand <- a; c expand <- b; d contract <- a", picture(set));
    }

    @Test
    void labelHoldsForWhatFollowsAndWinsOverTheId() {
        RevisionSet set = set(lab().revision("a.py", "a", "None")
                .revision("b.py", "b", "b", "'a'", "['contract']", "None")
                .revision("c.py", "x_expand01", "'b'")
                .revision("d.py", "x_migrate01", "None")
                .revision("e.py", "contract_of_a_customer", "None"));
        assertEquals(
                "a base <-; b contract <- a; contract_of_a_customer base <-; x_expand01 contract <- b;"
                        + " x_migrate01 migrate <-",
                picture(set));
    }

    @Test
    void mergePointsAndForksAreNoProblem() {
        RevisionSet set = set(lab().revision("a.py", "a", "None")
                .revision("b.py", "b", "'a'")
                .revision("c.py", "c", "'a'")
                .revision("d.py", "d", "('b', 'c')")
                .revision("e.py", "e", "'d'")
                .revision("f.py", "f", "'d'"));
        assertEquals(List.of(), folder(set).problems());
        assertEquals("a base <-; b base <- a; c base <- a; d base <- b c; e base <- d; f base <- d", picture(set));
        assertEquals(Set.of("e", "f"), heads(set));
    }

    @Test
    void whatIsWrongIsToldAndTheRestIsShown() {
        RevisionSet set = set(lab().revision("a.py", "a", "'squashed'")
                .revision("b.py", "b", "('a', 'c')")
                .revision("c.py", "c", "'b'")
                .revision("d.py", "b", "'a'")
                .revision("e.py", "e", "e", "os.environ['DOWN']", "None", "'gone'")
                .with("versions/f.py", "revision = compute()\ndown_revision = 'a'\n")
                .with("versions/g.py", "down_revision = 'a'\n")
                .with("versions/h.py", "revision = 'h\ndown_revision = 'a'\n")
                .revision("i.py", "no id", "None")
                .with("versions/notes.py", "print('no revision'\n")
                .with("versions/j.py", new byte[PythonModules.LONGEST + 1])
                .with("versions/k.py", "revision = 'k'\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("a base <-; b base <- a c; c base <-; e base <-; k base <-", picture(set));
        assertEquals(
                List.of(
                        "a.py:12: down_revision \"squashed\" of \"a\" does not exist; name a revision of this set",
                        "b.py:12: the revisions \"b\" -> \"c\" -> \"b\" wait for one another in a circle; take one of"
                                + " these parents away",
                        "d.py:12: the revision \"b\" exists twice; give one of them another id",
                        "e.py:12: depends_on \"gone\" of \"e\" does not exist; name a revision of this set",
                        "e.py:13: down_revision is unresolved: \"os.environ['DOWN']\" cannot be told from this"
                                + " folder's source",
                        "f.py:1: revision is unresolved: \"compute()\" cannot be told from this folder's source",
                        "g.py:1: there is no revision in this file; name it",
                        "h.py:1: the string that begins here is never closed; Python would not read this file, mend it",
                        "h.py:1: revision is unresolved: \"'h\" cannot be told from this folder's source",
                        "i.py:12: revision \"no id\" is no id; it has letters, digits, _, - and dots only",
                        "j.py: the file cannot be read: it is longer than 1 MiB"),
                problems(set));
        assertEquals(1, folder(set).problems(RevisionId.of("a")).size());
    }

    @Test
    void constantsComeFromTheFolderUpToItsRootOnly() {
        Path project = root.resolve("glance/db");
        RevisionSet set = set(new AlembicLab(project.resolve("migrations"))
                .with("env.py", "")
                .with("../migration.py", "OUTSIDE = 'outside'\n")
                .with("constants.py", "from .deeper.names import PREFIX as P\nBRANCH = P + 'pand'\n")
                .with("deeper/names.py", "PREFIX = 'ex'\nfrom ..constants import BRANCH\nAGAIN = BRANCH\n")
                .with("versions/__init__.py", "FIRST = ('a',)\n")
                .with("versions/b.py", """
                        from glance.db import migration
                        from glance.db.migrations import constants as names
                        from glance.db.migrations.versions import FIRST
                        from ..deeper.names import AGAIN
                        from a import revision as LAST
                        revision = 'b'
                        down_revision = FIRST
                        branch_labels = (names.BRANCH, migration.OUTSIDE, AGAIN, LAST)
                        """)
                .revision("a.py", "a", "None"));
        assertEquals("a base <-; b expand <- a", picture(set));
        assertEquals(
                List.of("expand", "migration.OUTSIDE (unresolved)", "AGAIN (unresolved)", "a"),
                folder(set).script(RevisionId.of("b")).labels());
    }

    @Test
    void dependsOnMayBeLabelOrTheBeginningOfAnId() {
        RevisionSet set = set(lab().revision("a.py", "one", "abcdef", "None", "'core'", "None")
                .revision("b.py", "two", "b", "None", "None", "('core', 'abc')")
                .revision("c.py", "three", "c", "None", "None", "'core'"));
        assertEquals("abcdef base <-; b base <- needs abcdef; c base <- needs abcdef", picture(set));
    }

    @Test
    void fiveHundredRevisionsWithMergePointsAreRead() {
        AlembicLab lab = lab();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // Every ten: a fork into two lines of four that meet again.
            String down =
                    i == 0 ? "None" : i % 10 == 0 ? quoted(i - 1, i - 2) : quoted(i % 10 < 3 ? i - i % 10 : i - 2);
            lab.revision("y" + 2000 + i / 100 + "/r" + i + ".py", id(i), down);
            expected.add(id(i));
        }
        RevisionSet set = set(lab);
        assertEquals(List.of(), folder(set).problems());
        assertEquals(new TreeSet<>(expected), new TreeSet<>(ids(set.graph())));
        assertEquals(Set.of(id(499), id(498)), heads(set));
        assertEquals(
                List.of("y20000", "y20001", "y20002", "y20003", "y20004"),
                set.graph().releases());
        assertEquals(496, set.graph().closure(List.of(RevisionId.of(id(499)))).size());
        assertEquals(
                2, set.graph().revision(RevisionId.of(id(490))).downRevisions().size());
    }

    @Test
    void linksToFoldersAreNotFollowed() throws IOException {
        AlembicLab lab = lab().revision("a.py", "a", "None");
        Files.createSymbolicLink(lab.versions().resolve("again"), root);
        Files.createSymbolicLink(lab.versions().resolve("folder.py"), root);
        assertEquals("a base <-", picture(set(lab)));
        assertEquals(List.of(), folder(set(lab)).problems());
    }

    @Test
    void namesOfFilesReachNoTerminalRaw() {
        RevisionSet set = set(lab().revision("a\u001b[2J.py", "a", "'gone'"));
        Problem problem = folder(set).problems().get(0);
        assertTrue(problem.toString().chars().noneMatch(Character::isISOControl), problem::toString);
        assertEquals(List.of(problem), folder(set).problems(RevisionId.of("a")));
    }

    @Test
    void folderOfBothIsWhatItsHeadersSay() {
        lab().revision("a.py", "a", "None").with("versions/view.sql", "CREATE VIEW a AS SELECT 1;\n");
        assertTrue(RevisionSets.load(lab().versions().toString()).alembic().isPresent());
        lab().with("versions/t1.sql", """
                -- revision: t1
                -- phase: base
                -- release: a
                -- summary: the tables
                CREATE TABLE images (id int PRIMARY KEY);
                """);
        assertThrows(InvalidFile.class, () -> RevisionSets.load(lab().versions().toString()));
        assertTrue(root.resolve("versions/view.sql").toFile().delete());
        assertTrue(RevisionSets.load(lab().versions().toString()).alembic().isEmpty());
    }

    @Test
    void folderOfNoRevisionIsRefusedAsBefore() {
        lab().with("versions/a.py", "print('hello')\n");
        InvalidFile refused = assertThrows(
                InvalidFile.class, () -> RevisionSets.load(lab().versions().toString()));
        assertTrue(refused.getMessage().contains("there is no revision file"), refused::getMessage);
        lab().with("versions/b.py", "revision = x()\n");
        refused = assertThrows(
                InvalidFile.class, () -> RevisionSets.load(lab().versions().toString()));
        assertTrue(refused.getMessage().contains("revision is unresolved: \"x()\""), refused::getMessage);
    }

    @Test
    void whatNeedsScriptsIsRefusedInOneSentence() {
        RevisionSet set = set(AlembicLab.glance(root));
        assertEquals(
                "Cannot expand with the Alembic folder \"" + root.resolve("versions")
                        + "\", which emcee only shows: use alembic, or the service's own tool that runs it.",
                assertThrows(ViewOnly.class, () -> set.runnable("expand")).getMessage());
    }

    private static final Path GLANCE =
            Path.of("/usr/lib/python3/dist-packages/glance/db/sqlalchemy/alembic_migrations/versions");

    static boolean glanceIsInstalled() {
        boolean installed = Files.isDirectory(GLANCE);
        if (!installed) {
            System.out.println("skipped: Glance's revisions are not installed (Debian package python3-glance)");
        }
        return installed;
    }

    @Test
    @EnabledIf(value = "glanceIsInstalled", disabledReason = "the Debian package python3-glance is not installed")
    void realGlanceIsTheSameGraphAsTheBundledSet() {
        RevisionSet real = RevisionSets.load(GLANCE.toString());
        RevisionGraph bundled = RevisionSets.load("glance").graph();
        assertEquals(List.of(), folder(real).problems());
        for (RevisionId id : real.graph().ids()) {
            Revision revision = real.graph().revision(id);
            assertEquals(bundled.revision(id).phase(), revision.phase(), id::text);
            assertEquals(bundled.revision(id).downRevisions(), revision.downRevisions(), id::text);
            assertEquals(bundled.revision(id).dependsOn(), revision.dependsOn(), id::text);
        }
        assertTrue(real.graph().size() >= 19, () -> "only " + real.graph().size());
    }

    private AlembicLab neutron() {
        AlembicLab lab = new AlembicLab(root).with("env.py", "").with("cli.py", "EXPAND_BRANCH = 'expand'\n");
        lab.revision("kilo_initial.py", "kilo", "None");
        lab.with("versions/liberty/expand/30018084ec99_initial.py", """
                from cli import EXPAND_BRANCH
                revision = '30018084ec99'
                down_revision = 'kilo'
                branch_labels = (EXPAND_BRANCH, 'liberty_' + EXPAND_BRANCH)
                """);
        lab.with("versions/liberty/contract/26c371498592_subnetpool.py", """
                from neutron.db.migration import cli
                revision = '26c371498592'
                down_revision = 'kilo'
                branch_labels = (cli.CONTRACT_BRANCH,)
                depends_on = ('354db87e3225',)
                """);
        lab.revision("liberty/expand/354db87e3225_nsxv.py", "354db87e3225", "'30018084ec99'");
        lab.revision("mitaka/expand/7bbb25278f53_device.py", "7bbb25278f53", "'354db87e3225'");
        lab.revision("mitaka/contract/5c85685d616d_remove.py", "5c85685d616d", "'26c371498592'");
        return lab;
    }

    private AlembicLab lab() {
        return new AlembicLab(root);
    }

    private static RevisionSet set(AlembicLab lab) {
        return RevisionSets.load(lab.versions().toString());
    }

    private static AlembicFolder folder(RevisionSet set) {
        return set.alembic().orElseThrow();
    }

    private static Revision revision(RevisionSet set, String id) {
        return set.graph().revision(RevisionId.of(id));
    }

    private static List<String> ids(RevisionGraph graph) {
        return graph.byRelease().stream().map(RevisionId::text).toList();
    }

    private static Set<String> heads(RevisionSet set) {
        return new TreeSet<>(folder(set).heads().stream().map(RevisionId::text).toList());
    }

    /** Each problem as it is printed, without the folder. */
    private static List<String> problems(RevisionSet set) {
        String prefix = folder(set).path() + "/";
        return folder(set).problems().stream()
                .map(problem -> problem.toString().substring(prefix.length()))
                .toList();
    }

    private static String picture(RevisionSet set) {
        return new TreeSet<>(ids(set.graph()))
                .stream().map(id -> picture(revision(set, id))).collect(joining("; "));
    }

    /** {@code b expand <- a needs c}. */
    private static String picture(Revision revision) {
        String needs = revision.dependsOn().isEmpty() ? "" : " needs " + words(revision.dependsOn());
        return revision.id() + " " + revision.phase().word() + " <-"
                + (revision.downRevisions().isEmpty() ? "" : " " + words(revision.downRevisions())) + needs;
    }

    private static String words(List<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(joining(" "));
    }

    private static String id(int number) {
        return "%012x".formatted(number * 7919);
    }

    private static String quoted(int... numbers) {
        StringBuilder text = new StringBuilder("(");
        for (int number : numbers) {
            text.append("'").append(id(number)).append("',");
        }
        return text.append(")").toString();
    }
}
