package io.emcee;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.engine.BexarProgression;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One cycle on Testcontainers, where that can be had in seconds: with an engine that answers, and images that are here. */
@Timeout(120)
class DockerIT {
    private static final long PATIENCE = 15;

    @Test
    void versionFollowsTheBexarCycleInAContainer() throws Exception {
        missing().or(TestServer::noEngine).ifPresent(DockerIT::skip);
        try (TestServer server = TestServer.container()) {
            TestDatabase database = new TestDatabase(server, "bexar");
            database.create(Optional.empty());
            BexarProgression.assertFollowed(database);
            String version = database.value("SHOW server_version");
            System.out.println("DockerIT ran on " + TestServer.image() + ", PostgreSQL " + version);
            assertTrue(version.matches("\\d+\\..*"), version);
        }
    }

    /** Testcontainers would fetch what is not here, its own container for clearing up included. */
    private static Optional<String> missing() throws IOException, InterruptedException {
        List<String> images = new ArrayList<>(List.of(TestServer.image()));
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            images.add("testcontainers/ryuk:0.14.0");
        }
        for (String image : images) {
            if (!isHere(image)) {
                return Optional.of("no container engine answers that has the image " + image);
            }
        }
        return Optional.empty();
    }

    private static boolean isHere(String image) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("docker", "image", "inspect", image)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static void skip(String reason) {
        System.out.println("DockerIT is skipped, " + reason);
        Assumptions.abort(reason);
    }
}
