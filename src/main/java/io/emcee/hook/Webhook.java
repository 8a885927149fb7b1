package io.emcee.hook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A URL that gets the message by POST. Everything in the URL behind the host may be a secret and is never shown; a name and
 * password before the host go into a header.
 */
public final class Webhook implements Channel {
    private final URI url;
    private final Duration limit;
    private Optional<HttpClient> client = Optional.empty();

    /**
     * @param url of http or https, with a host
     * @param limit for all of it, from the connection to the end of the answer
     */
    public Webhook(URI url, Duration limit) {
        this.url = url;
        this.limit = limit;
    }

    @Override
    public Optional<String> send(String body) {
        CompletableFuture<HttpResponse<Void>> answer = client().sendAsync(request(body), BodyHandlers.discarding());
        try {
            int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
        } catch (TimeoutException late) {
            answer.cancel(true);
            return late();
        } catch (ExecutionException failed) {
            Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
            return cause instanceof HttpTimeoutException
                    ? late()
                    : Optional.of("it cannot be reached (" + cause.getClass().getSimpleName() + ")");
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.of("emcee ended before it answered");
        }
    }

    private Optional<String> late() {
        return Optional.of("it did not answer within " + words(limit));
    }

    private HttpClient client() {
        client = client.or(() -> Optional.of(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build()));
        return client.get();
    }

    private HttpRequest request(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server() + target()))
                .timeout(limit)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
        Optional.ofNullable(url.getUserInfo())
                .map(given -> Base64.getEncoder().encodeToString(given.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(given -> request.header("Authorization", "Basic " + given));
        return request.build();
    }

    /** {@code https://hooks.example:8443} */
    private String server() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private String target() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return Optional.ofNullable(url.getRawQuery())
                .map(query -> path + "?" + query)
                .orElse(path);
    }

    /** {@code 5 s} */
    static String words(Duration limit) {
        return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    @Override
    public String toString() {
        return server();
    }
}
