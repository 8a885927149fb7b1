package io.emcee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the Python files of an Alembic project below a folder, as {@code alembic revision} does. */
public final class AlembicLab {
    private final Path root;

    public AlembicLab(Path root) {
        this.root = root;
    }

    public Path versions() {
        return root.resolve("versions");
    }

    public AlembicLab with(String file, String text) {
        return with(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public AlembicLab with(String file, byte[] content) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, content);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A revision; {@code down}, {@code labels} and {@code needs} are Python. */
    public AlembicLab revision(String file, String summary, String id, String down, String labels, String needs) {
        return with("versions/" + file, String.format(Locale.ROOT, """
                \"""%s

                Revision ID: %s
                Create Date: 2017-01-27 12:58:16.647499

                \"""

                from alembic import op
                import sqlalchemy as sa

                # revision identifiers, used by Alembic.
                revision = '%s'
                down_revision = %s
                branch_labels = %s
                depends_on = %s


                def upgrade():
                    revision = 'not this one'
                    op.add_column('account', sa.Column('last_transaction_date', sa.DateTime))
                """, summary, id, id, down, labels, needs));
    }

    public AlembicLab revision(String file, String id, String down) {
        return revision(file, "change " + id, id, down, "None", "None");
    }

    /** The first half of Glance's graph, with its constants outside of the folder, as they are. */
    public static AlembicLab glance(Path root) {
        return new AlembicLab(root)
                .with("env.py", "run_migrations_online()\n")
                .with("versions/__init__.py", "")
                .with("data_migrations/ocata_migrate01_community_images.py", "def has_migrations(engine):\n    pass\n")
                .revision("liberty_initial.py", "liberty", "None")
                .revision("mitaka01_index.py", "mitaka01", "'liberty'")
                .revision("mitaka02_nova_server.py", "mitaka02", "'mitaka01'")
                .revision(
                        "ocata_expand01_add_visibility.py",
                        "add visibility to images",
                        "ocata_expand01",
                        "'mitaka02'",
                        "migration.EXPAND_BRANCH",
                        "None")
                .revision(
                        "ocata_contract01_drop_is_public.py",
                        "remove is_public from images",
                        "ocata_contract01",
                        "'mitaka02'",
                        "('ocata01', migration.CONTRACT_BRANCH)",
                        "'ocata_expand01'")
                .revision("pike_expand01_empty.py", "pike_expand01", "'ocata_expand01'")
                .revision(
                        "pike_contract01_drop_artifacts.py",
                        "drop glare artifacts tables",
                        "pike_contract01",
                        "'ocata_contract01'",
                        "None",
                        "'pike_expand01'");
    }
}
