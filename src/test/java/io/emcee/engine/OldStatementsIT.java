package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.OldestServer;
import io.emcee.engine.PreflightRules.Mode;
import io.emcee.engine.Witness.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pg_stat_statements knows of clients that only read. */
class OldStatementsIT {
    private static final GateRules AT_ONCE = new GateRules(
            Optional.of(Mode.REQUIRE), Optional.empty(), false, Duration.ZERO, Optional.empty(), Duration.ofHours(24));

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @TempDir(factory = MemoryFolder.class)
    private Path data;

    @Test
    void statementsThatNameWhatIsDroppedAndAreCalledSinceTheTrapsStandCloseTheGate() throws IOException {
        try (OldestServer server = OldestServer.start(data)) {
            Engines own = Engines.of(
                    Engines.access(server.url(), OldestServer.USER, ""),
                    new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.SHRINK),
                    AT_ONCE);
            own.run(Operation.EXPAND);
            start(own);
            assertEquals(
                    "the database has no pg_stat_statements to ask",
                    witness(own).saw());
            server.execute("CREATE EXTENSION pg_stat_statements", "SELECT state FROM things");
            start(own);
            assertEquals(Check.State.GREEN, witness(own).state());
            server.execute("SELECT done FROM things", "SELECT state FROM pg_stat_activity");
            own.engine().drains().lost(own.plan(Operation.CONTRACT));
            assertEquals(Check.State.GREEN, witness(own).state());
            server.execute("SELECT state FROM things");
            assertEquals(
                    "role \"postgres\" called 1 times: SELECT state FROM things",
                    witness(own).saw());
            String sentence = own.fails(GateRefused.class, Operation.CONTRACT).getMessage();
            assertTrue(sentence.startsWith("Contract refused: drain, statements: role \"postgres\" called"), sentence);
            start(own);
            own.run(Operation.CONTRACT);
            assertEquals("grow, shrink", own.version());
        }
    }

    private static void start(Engines own) {
        own.engine().drains().start(Optional.empty(), note -> {}, new StopSignal());
    }

    private static Witness witness(Engines own) {
        return own.engine().drains().look(Optional.empty()).witnesses().stream()
                .filter(witness -> witness.kind() == Kind.STATEMENTS)
                .findFirst()
                .orElseThrow();
    }
}
