package io.emcee.cli;

import io.emcee.archive.ArchiveWriter;
import io.emcee.archive.Origin;
import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Taking;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a purge deletes.
 *
 * @param folder in which each run has one of its own
 */
record Archiving(Session session, Path folder, Instant cutoff) implements Taking.Opening {
    @Override
    public Taking open(Connection connection, long run, List<QualifiedName> tables) throws SQLException {
        Origin origin = new Origin(
                session.database().address().database(),
                session.engine().identity(),
                session.engine().schema(),
                session.engine().inspect().progress().version().toString(),
                String.valueOf(run),
                1,
                Optional.of(cutoff.toString()));
        return new Archived(ArchiveWriter.open(connection, folder, origin, tables));
    }

    private record Archived(ArchiveWriter writer) implements Taking {
        @Override
        public long take(Connection connection, QualifiedName table, String select) throws SQLException {
            return writer.take(connection, table, select);
        }

        @Override
        public void seal() {
            writer.seal();
        }

        @Override
        public void committed() {
            writer.committed();
        }

        @Override
        public void discard() {
            writer.discard();
        }

        @Override
        public void finish() {
            writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
