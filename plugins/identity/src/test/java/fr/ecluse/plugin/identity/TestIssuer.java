package fr.ecluse.plugin.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/** An issuer's HTTP server on loopback, with a realm {@code /agents}: its discovery document and its keys. */
final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile String keys = "{\"keys\":[]}";
    private volatile String discovery;
    private volatile int status = 200;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean silent;

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        discovery = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url(), jwksUri());
        server.createContext("/agents/.well-known/openid-configuration", exchange -> answer(exchange, discovery));
        server.createContext("/agents/keys", exchange -> answer(exchange, keys));
        server.createContext("/", exchange -> answer(exchange, "{}"));
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        received.add(exchange.getRequestURI().getPath());
        if (silent) {
            awaitClose();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As it stands in {@code iss}. */
    String url() {
        return root() + "/agents";
    }

    /** Where another realm of the same server would be. */
    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String jwksUri() {
        return url() + "/keys";
    }

    /** Publishes these keys, and no others. */
    TestIssuer publish(PublicJsonWebKey... published) {
        keys = new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY);
        return this;
    }

    /** Gives this instead of the keys. */
    void givesAsKeys(String text) {
        keys = text;
    }

    /** Gives this instead of the discovery document. */
    void givesAsDiscovery(String text) {
        discovery = text;
    }

    /** Answers everything with this status. */
    void answersWith(int code) {
        status = code;
    }

    /** Takes requests and does not answer them. */
    void isSilent() {
        silent = true;
    }

    /** How often its keys were read. */
    long readings() {
        return received.stream().filter("/agents/keys"::equals).count();
    }

    /** The paths of all requests. */
    List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
