package fr.ecluse.process;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Asks a server the same thing again and again, until the answer is a good one. */
public final class HttpProbe implements BooleanSupplier, AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Predicate<HttpResponse<String>> good;
    private String last = "no answer";

    /**
     * Makes a probe.
     *
     * @param good which answers are good
     */
    public HttpProbe(HttpRequest request, Predicate<HttpResponse<String>> good) {
        this.request = request;
        this.good = good;
    }

    /** Asks once; without an answer, it is not a good one. */
    @Override
    public boolean getAsBoolean() {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            last = "status " + response.statusCode();
            return good.test(response);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the server answered when it last answered, in words for people. */
    public String last() {
        return last;
    }

    @Override
    public void close() {
        client.close();
    }
}
