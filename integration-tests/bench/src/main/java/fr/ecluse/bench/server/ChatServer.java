package fr.ecluse.bench.server;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.HttpProbe;
import fr.ecluse.process.ServerProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/**
 * A running server that answers chat requests.
 *
 * @param name what the report calls it
 * @param base scheme, host and port
 * @param headers what a request to it carries, beside the content type
 * @param process closed with the server
 */
public record ChatServer(String name, URI base, Map<String, String> headers, ServerProcess process)
        implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    public ChatServer {
        headers = Map.copyOf(headers);
    }

    /** Where chat requests are posted. */
    public URI chat() {
        return base.resolve("/v1/chat/completions");
    }

    /**
     * Waits until the server hands out the upstream's answer, so that what is measured later is known to be right.
     *
     * @return this
     * @throws CannotRunException if that does not happen; the server is closed then
     */
    ChatServer awaitAnswer() throws CannotRunException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(chat())
                .timeout(REQUEST_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ChatExample.request()));
        headers.forEach(builder::header);
        try (HttpProbe probe = new HttpProbe(
                builder.build(),
                answer -> answer.statusCode() == OK && answer.body().contains(ChatExample.answerMark()))) {
            awaitAnswer(probe);
        }
        return this;
    }

    private void awaitAnswer(HttpProbe probe) throws CannotRunException, InterruptedException {
        try {
            process.awaitReady(probe, POLL, START_LIMIT);
        } catch (CannotRunException e) {
            close();
            throw new CannotRunException(e.reason() + " (" + probe.last() + ")", e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
