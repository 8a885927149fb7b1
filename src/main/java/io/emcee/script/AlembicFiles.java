package io.emcee.script;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the files of an Alembic folder and of the folders in it; links to other folders are not followed. */
final class AlembicFiles extends SimpleFileVisitor<Path> {
    private static final int DEEP = 12;
    private static final int MOST = 20_000;
    /** The listing of a whole disk would take minutes. */
    private static final int ENTRIES = 200_000;

    private static final Set<String> OTHERS = Set.of("__init__.py", "env.py", "setup.py", "conftest.py");

    private final Path folder;
    private final List<Path> sources = new ArrayList<>();
    private final List<Path> heads = new ArrayList<>();
    private int entries;

    private AlembicFiles(Path folder) {
        this.folder = folder;
    }

    /** @param folder a real path */
    static AlembicFiles below(Path folder) throws IOException {
        AlembicFiles files = new AlembicFiles(folder);
        Files.walkFileTree(folder, Set.of(), DEEP, files);
        return files;
    }

    /** What may be revisions, in order of name. */
    List<Path> sources() {
        return sources.stream().sorted().toList();
    }

    /** {@code HEADS}, {@code EXPAND_HEAD}: what some projects keep the ids of their heads in. */
    List<Path> heads() {
        return heads.stream().sorted().toList();
    }

    /** Whether there are more files than are read. */
    boolean cut() {
        return entries >= ENTRIES || sources.size() >= MOST;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
        String name = String.valueOf(visited.getFileName());
        boolean other = !visited.equals(folder) && (name.startsWith(".") || name.equals("__pycache__"));
        return other ? FileVisitResult.SKIP_SUBTREE : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = String.valueOf(file.getFileName());
        // A device or a pipe may have no end.
        if (Files.isRegularFile(file)) {
            if (name.endsWith(".py") && !OTHERS.contains(name)) {
                sources.add(file);
            } else if (name.equals("HEAD") || name.equals("HEADS") || name.endsWith("_HEAD")) {
                heads.add(file);
            }
        }
        return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) throws IOException {
        if (file.equals(folder)) {
            throw unreadable;
        }
        return next();
    }

    private FileVisitResult next() {
        entries++;
        return cut() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
