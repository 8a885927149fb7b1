package io.emcee.lab;

import io.emcee.database.Address;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSets;
import io.emcee.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The database {@code glance} of a lab. It is made under another name and renamed when it is complete, so that one whose
 * making was cut off is never taken for it.
 */
final class LabDatabase {
    private static final String NAME = "glance";
    private static final String UNFINISHED = "glance_unfinished";
    private static final String VERSION = "mitaka02";
    private static final String DATA = "/io/emcee/lab/glance-mitaka02.sql";

    /** Stands in the comment of the database: rows may have been purged since. */
    private static final Pattern IMAGES = Pattern.compile("emcee lab of (\\d{1,7}) images");

    private final EmbeddedServer server;
    private final Function<Address, Access> access;
    private final Consumer<String> say;

    LabDatabase(EmbeddedServer server, Function<Address, Access> access, Consumer<String> say) {
        this.server = server;
        this.access = access;
        this.say = say;
    }

    Address address() {
        return address(NAME);
    }

    /**
     * Whether it had to be made.
     *
     * @throws LabUnusable when it is there with another number of images, or cannot be made
     */
    boolean makeUnlessThere(OptionalInt images) {
        try {
            return server.hasDatabase(NAME) ? checked(images) : made(images.orElse(LabRequest.USUAL));
        } catch (SQLException e) {
            throw new LabUnusable(
                    "The lab in \"%s\" could not be made (%s): mend the cause and open it again."
                            .formatted(server.folder(), firstLine(e)),
                    e);
        }
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private boolean checked(OptionalInt wanted) throws SQLException {
        Optional<Integer> present = images();
        if (wanted.isPresent() && present.filter(n -> n != wanted.getAsInt()).isPresent()) {
            throw new LabUnusable("The lab in \"%s\" was made with %,d images, not %,d: add --fresh to replace it."
                    .formatted(server.folder(), present.get(), wanted.getAsInt()));
        }
        return false;
    }

    private Optional<Integer> images() throws SQLException {
        try (Connection connection = access.apply(address()).reader("lab");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT coalesce(shobj_description(oid, 'pg_database'), '')
                        FROM pg_database WHERE datname = current_database()
                        """)) {
            row.next();
            return Optional.of(IMAGES.matcher(row.getString(1)))
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> Integer.valueOf(matcher.group(1)));
        }
    }

    private boolean made(int images) throws SQLException {
        checkRoom(images);
        server.dropDatabase(UNFINISHED);
        server.createDatabase(UNFINISHED);
        bringToVersion();
        load(images);
        execute("postgres", "ALTER DATABASE " + UNFINISHED + " RENAME TO " + NAME);
        return true;
    }

    private void checkRoom(int images) {
        try {
            Room.check(images, Files.getFileStore(server.folder()).getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bringToVersion() {
        say.accept("Making the database " + NAME + " at " + VERSION);
        Engine engine = new Engine(
                access.apply(address(UNFINISHED)),
                RevisionSets.load("glance"),
                Optional.of("public"),
                Actor.current(),
                Engine.Pace.of(LabRequest.USUAL));
        engine.run(engine.plan(Operation.UPGRADE, Optional.of(VERSION)), event -> {}, new StopSignal());
    }

    private void load(int images) throws SQLException {
        say.accept("Loading %,d images and what belongs to them".formatted(images));
        execute(UNFINISHED, data().replace("{images}", String.valueOf(images)));
        say.accept("Taking the statistics of the tables");
        execute(UNFINISHED, "VACUUM ANALYZE");
        execute(UNFINISHED, "COMMENT ON DATABASE " + UNFINISHED + " IS 'emcee lab of " + images + " images'");
    }

    private static String data() {
        try (InputStream data = Objects.requireNonNull(LabDatabase.class.getResourceAsStream(DATA), DATA)) {
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = access.apply(address(database)).writer("lab");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** If the lab dies, another program may get its port: that one must prove that it knows the password, too. */
    private Address address(String database) {
        String url = server.jdbcUrl(database) + "?requireAuth=scram-sha-256";
        return Address.of(url, Optional.of(server.user()), Map.of());
    }
}
