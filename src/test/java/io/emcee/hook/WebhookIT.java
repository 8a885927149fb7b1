package io.emcee.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server that answers well, badly, late and not at all. */
class WebhookIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        heard.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (path.startsWith("/silent")) {
            await();
        }
        // The beginning of an answer whose end never comes.
        exchange.sendResponseHeaders(path.startsWith("/500") ? 500 : 200, path.startsWith("/endless") ? 0 : -1);
        if (path.startsWith("/endless")) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        }
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void messageIsPostedWithAllOfTheUrl() {
        Webhook hook = new Webhook(url("maria:s%40crets@", "/T0/a%20b?key=secret"), LONG);
        assertEquals(Optional.empty(), hook.send("{\"a\":\"ü\"}"));
        assertEquals(List.of("POST /T0/a%20b?key=secret Basic bWFyaWE6c0BjcmV0cw== {\"a\":\"ü\"}"), heard);
    }

    @Test
    void nothingBehindTheHostIsShown() {
        assertEquals(
                "http://127.0.0.1:" + server.getAddress().getPort(),
                new Webhook(url("maria:secret@", "/T0/secret?key=secret"), LONG).toString());
        assertEquals("https://hooks.example", new Webhook(URI.create("https://hooks.example"), LONG).toString());
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals(Optional.of("it answered 500"), new Webhook(url("", "/500"), LONG).send("{}"));
        assertEquals(Optional.of("it did not answer within 300 ms"), new Webhook(url("", "/silent"), SHORT).send("{}"));
        assertEquals(
                Optional.of("it did not answer within 300 ms"), new Webhook(url("", "/endless"), SHORT).send("{}"));
        URI nobody = url("", "/secret");
        server.stop(0);
        assertEquals(Optional.of("it cannot be reached (ConnectException)"), new Webhook(nobody, LONG).send("{}"));
    }

    private URI url(String user, String rest) {
        return URI.create("http://" + user + "127.0.0.1:" + server.getAddress().getPort() + rest);
    }
}
