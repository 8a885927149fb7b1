package io.emcee.lab;

import io.emcee.database.Address;
import io.emcee.database.DatabaseUnavailable;
import io.emcee.database.Password;
import io.emcee.engine.Access;
import io.emcee.engine.EngineException;
import io.emcee.server.EmbeddedServer;
import io.emcee.server.ServerException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * An open lab: a running server with the database {@code glance}. What is done to the database stays until a fresh one is
 * asked for. The server stops when the lab is closed and when this process ends, however it ends.
 */
public final class Lab implements AutoCloseable {
    private final EmbeddedServer server;
    private final Address address;
    private final boolean made;

    private Lab(EmbeddedServer server, Address address, boolean made) {
        this.server = server;
        this.address = address;
        this.made = made;
    }

    /**
     * Opens the lab, and makes it when it is not there or was never finished: takes a second, or several to make.
     *
     * @param access how the engine reaches an address, with the password for it
     * @param say told a line before each step that takes time, and at last how other programs reach the lab, on this
     *     thread
     * @throws LabUnusable when the folder, its room or the lab in it does not suit the request
     * @throws ServerException when the server does not start, or another process has the lab open
     * @throws EngineException when the database cannot be brought to its first version
     * @throws DatabaseUnavailable when the server takes no connection
     */
    public static Lab open(LabRequest request, BiFunction<Address, Password, Access> access, Consumer<String> say) {
        LabFolder.prepare(request.folder());
        say.accept("Starting PostgreSQL in " + LabFolder.shown(request.folder()));
        EmbeddedServer server = start(request);
        try {
            Password password = new Password(server.password());
            LabDatabase database = new LabDatabase(server, address -> access.apply(address, password), say);
            Lab lab = new Lab(server, database.address(), database.makeUnlessThere(request.images()));
            server.passwordFile().ifPresent(file -> say.accept(lab.entrance(file)));
            return lab;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static EmbeddedServer start(LabRequest request) {
        return request.fresh() ? EmbeddedServer.fresh(request.folder()) : EmbeddedServer.open(request.folder());
    }

    /** {@code Other programs reach it at postgresql://postgres@127.0.0.1:5433/glance with the password in ~/...} */
    private String entrance(Path password) {
        return "Other programs reach it at postgresql://" + address + " with the password in "
                + LabFolder.shown(password);
    }

    /** The database, for the superuser. */
    public Address address() {
        return address;
    }

    /** The superuser's, which is also in a file of the folder. */
    public Password password() {
        return new Password(server.password());
    }

    /** Where it is kept. */
    public Path folder() {
        return server.folder();
    }

    /** Whether its data were made just now. */
    public boolean isNew() {
        return made;
    }

    /** Stops the server; a second call does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
