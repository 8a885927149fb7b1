package io.emcee.database;

import io.emcee.database.DatabaseUnavailable.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns a failure to connect into its reason and one sentence. Decides by SQLSTATE, by the server's routine and by the
 * kind of cause, never by the wording, which depends on the server's language.
 */
record Diagnosis(Address address, Redaction redaction) {

    DatabaseUnavailable of(SQLException failure) {
        return of(reason(failure), failure);
    }

    DatabaseUnavailable of(Reason reason, SQLException failure) {
        return new DatabaseUnavailable(reason, redaction.clean(sentence(reason, failure)), redaction.clean(failure));
    }

    Reason reason(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return switch (state) {
            case "28P01" -> Reason.WRONG_PASSWORD;
            case "28000" -> missingRole(failure) ? Reason.NO_SUCH_ROLE : Reason.NOT_ADMITTED;
            case "3D000" -> Reason.NO_SUCH_DATABASE;
            case "42501" -> Reason.NO_RIGHT;
            case "53300" -> Reason.TOO_MANY_CONNECTIONS;
            case "57P03" -> Reason.NOT_READY;
            case "57P01", "57P02", "57P05" -> Reason.LOST;
            case "08P01" -> Reason.POOLER;
            default -> state.startsWith("08") ? connection(failure) : Reason.OTHER;
        };
    }

    /** Class 08: the network, or the driver before the server had a say. */
    private Reason connection(SQLException failure) {
        if (caused(failure, SSLException.class)) {
            return Reason.ENCRYPTION;
        }
        if (failure.getCause() != null || server(failure).isPresent()) {
            return Reason.UNREACHABLE;
        }
        return switch (String.valueOf(failure.getSQLState())) {
            case "08004" -> encrypted() ? Reason.ENCRYPTION : Reason.PASSWORD_NEEDED;
            case "08003", "08006" -> Reason.LOST;
            default -> Reason.UNREACHABLE;
        };
    }

    private boolean encrypted() {
        return address.parameters().getOrDefault("sslmode", "prefer").matches("require|verify-ca|verify-full");
    }

    /** "no pg_hba.conf entry" and "role does not exist" share a SQLSTATE; the routine tells them apart. */
    private static boolean missingRole(SQLException failure) {
        return server(failure)
                .map(ServerErrorMessage::getRoutine)
                .filter("InitializeSessionUserId"::equals)
                .isPresent();
    }

    private String sentence(Reason reason, SQLException failure) {
        return switch (reason) {
            case UNREACHABLE ->
                "Cannot reach PostgreSQL at \"%s\": %s. Check host and port, and that the server runs."
                        .formatted(address.server(), network(failure));
            case PASSWORD_NEEDED ->
                "PostgreSQL at \"%s\" asks for the password of role \"%s\". Give it by --password-file FILE, PGPASSWORD, ~/.pgpass or at the prompt."
                        .formatted(address.server(), address.user());
            case WRONG_PASSWORD ->
                "PostgreSQL at \"%s\" does not accept the password of role \"%s\", or there is no such role. Check both."
                        .formatted(address.server(), address.user());
            case NO_SUCH_ROLE ->
                "PostgreSQL at \"%s\" has no role \"%s\" that may log in. Name another one with --user."
                        .formatted(address.server(), address.user());
            case NO_SUCH_DATABASE ->
                "PostgreSQL at \"%s\" has no database \"%s\". Check the name in the url."
                        .formatted(address.server(), address.database());
            case NOT_ADMITTED ->
                "PostgreSQL at \"%s\" does not admit role \"%s\" to database \"%s\" from here: %s. Ask for an entry in its pg_hba.conf, or connect with encryption if it asks for that."
                        .formatted(address.server(), address.user(), address.database(), words(failure));
            case NO_RIGHT ->
                "Role \"%s\" has no right to connect to database \"%s\". Grant it: GRANT CONNECT ON DATABASE."
                        .formatted(address.user(), address.database());
            case TOO_MANY_CONNECTIONS ->
                "PostgreSQL at \"%s\" has no connection left for role \"%s\". Close some, or try again later."
                        .formatted(address.server(), address.user());
            case NOT_READY ->
                "PostgreSQL at \"%s\" is not ready: %s. Try again in a moment."
                        .formatted(address.server(), words(failure));
            case ENCRYPTION ->
                "Cannot reach PostgreSQL at \"%s\" with encryption: %s. Check sslmode and the certificates in the url."
                        .formatted(address.server(), words(failure));
            case POOLER ->
                "What answers at \"%s\" does not take emcee's settings: %s. Connect to PostgreSQL itself, not through a pooler."
                        .formatted(address.server(), words(failure));
            case LOST ->
                "The connection to PostgreSQL at \"%s\" is gone: %s. Check that the server runs, then try again."
                        .formatted(address.server(), words(failure));
            case ADDRESS, PASSWORD_FILE, TOO_OLD, OTHER ->
                "PostgreSQL at \"%s\" refuses the connection: %s (SQLSTATE %s)."
                        .formatted(address.server(), words(failure), failure.getSQLState());
        };
    }

    private static String network(SQLException failure) {
        if (caused(failure, UnknownHostException.class)) {
            return "no such host";
        }
        if (caused(failure, ConnectException.class)) {
            return "connection refused";
        }
        if (caused(failure, NoRouteToHostException.class)) {
            return "no route to it";
        }
        boolean late = caused(failure, SocketTimeoutException.class) || failure.getCause() == null;
        return late ? "no answer in time" : "the connection broke";
    }

    /** What the server, or else the driver, says, without the full stop. */
    private static String words(SQLException failure) {
        String said = server(failure)
                .map(ServerErrorMessage::getMessage)
                .or(() -> Optional.ofNullable(failure.getMessage()))
                .orElse("no reason given");
        return said.strip().replaceFirst("\\.$", "");
    }

    private static Optional<ServerErrorMessage> server(SQLException failure) {
        return failure instanceof PSQLException driver
                ? Optional.ofNullable(driver.getServerErrorMessage())
                : Optional.empty();
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
