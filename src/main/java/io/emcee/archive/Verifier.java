package io.emcee.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads every byte of an archive. For one use. */
final class Verifier implements FrameLog.Visitor {
    private final Archive archive;
    private final Map<String, Course> files = new HashMap<>();
    private final List<String> losses = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Verifier(Archive archive) {
        this.archive = archive;
        archive.manifest().tables().forEach(table -> files.put(table.file(), new Course(table)));
    }

    Verification verify() {
        Optional<FrameLog.End> end = log();
        end.ifPresent(this::judge);
        files.values().forEach(this::judge);
        boolean finished = archive.manifest().ending().isPresent();
        Archive.Contents contents =
                end.isPresent() ? archive.contents() : new Archive.Contents(0, Map.of(), new TreeSet<>(), 0);
        return new Verification(archive.folder().toString(), finished, contents, losses, remarks);
    }

    private Optional<FrameLog.End> log() {
        try {
            return Optional.of(FrameLog.read(archive.folder(), this));
        } catch (IOException failed) {
            losses.add(FrameLog.FILE + " cannot be read, and with it no batch: " + FileFailure.words(failed));
            return Optional.empty();
        } finally {
            files.values().forEach(Course::close);
        }
    }

    /** The log's end, beside what the manifest says of it. */
    private void judge(FrameLog.End end) {
        Optional<Manifest.Ending> ending = archive.manifest().ending();
        if (end.state() == FrameLog.End.State.ALTERED) {
            losses.add(FrameLog.FILE + " is not as it was written from byte " + end.length()
                    + " on; the batches from there on are lost");
        } else if (ending.isPresent() && !ending.get().logSeal().equals(end.seal())) {
            losses.add(FrameLog.FILE + " ends at byte " + end.length()
                    + ", too early; the batches from there on are lost");
        } else if (end.state() == FrameLog.End.State.TORN) {
            String torn = FrameLog.FILE + " ends within a line";
            (ending.isPresent() ? losses : remarks).add(torn + ", which belongs to no batch");
        }
    }

    /** A file as a whole. */
    private void judge(Course course) {
        String name = course.table.file();
        Optional<Totals> totals = archive.manifest()
                .ending()
                .flatMap(ending -> Optional.ofNullable(ending.totals().get(name)));
        long size = size(archive.folder().resolve(name));
        long expected = totals.map(Totals::bytes).orElse(course.end);
        if (size > expected) {
            String more = name + " has " + (size - expected) + " bytes behind its last batch";
            (archive.manifest().ending().isPresent() ? losses : remarks).add(more + ", which belong to none");
        } else if (totals.isPresent() && course.sound && !totals.get().sha256().equals(course.digest.text())) {
            losses.add(name + " is not what the manifest says");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException absent) {
            return 0;
        }
    }

    @Override
    public void batch(Batch batch) {
        for (Frame frame : batch.frames()) {
            Course course = files.get(frame.file());
            if (course == null) {
                losses.add("batch " + batch.number() + " has rows in \"" + frame.file()
                        + "\", which is no file of this archive");
            } else {
                check(batch, frame, course);
            }
        }
    }

    private void check(Batch batch, Frame frame, Course course) {
        try {
            course.check(frame);
        } catch (IOException failed) {
            course.sound = false;
            String why = failed instanceof NoSuchFileException ? "the file is not there" : FileFailure.words(failed);
            losses.add(frame.file() + ": " + frame.rows() + (frame.rows() == 1 ? " row" : " rows") + " of batch "
                    + batch.number() + " lost: " + why);
        }
    }

    @Override
    public void committed(long batch) {}

    /** How far the reading of a file has come. */
    private final class Course {
        private final ArchivedTable table;
        private final Sha256 digest = new Sha256();
        private Optional<FrameReader> reader = Optional.empty();
        private long end;
        private boolean sound = true;

        Course(ArchivedTable table) {
            this.table = table;
        }

        void check(Frame frame) throws IOException {
            long before = end;
            end = frame.end();
            if (reader.isEmpty()) {
                reader = Optional.of(new FrameReader(archive.folder(), table));
            }
            reader.get().check(frame, digest);
            if (frame.offset() != before) {
                throw new IOException("it does not follow the one before");
            }
            reader.get().rows(frame, row -> {});
        }

        void close() {
            try {
                if (reader.isPresent()) {
                    reader.get().close();
                }
            } catch (IOException failed) {
                losses.add(table.file() + " cannot be read: " + FileFailure.words(failed));
            }
        }
    }
}
