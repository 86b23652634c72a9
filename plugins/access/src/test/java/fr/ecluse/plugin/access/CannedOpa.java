package fr.ecluse.plugin.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on the loopback interface that speaks OPA's Data API and answers what it is told to, so that a test can have
 * answers, and failures, that no rule gives. Whether a real OPA answers alike is shown elsewhere.
 */
public final class CannedOpa implements AutoCloseable {

    public static final String ALLOW = "{\"allow\":true,\"reasons\":[],\"obligations\":{},\"ttl_seconds\":30}";

    public static final String DENY =
            "{\"allow\":false,\"reasons\":[{\"code\":\"not_here\",\"message\":\"Not here.\"}],"
                    + "\"obligations\":{},\"ttl_seconds\":5}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile String revision = "r1";
    private volatile String body = answer(ALLOW, "r1");
    private volatile String masks = "";
    private volatile int status = 200;
    private volatile long delayMillis;

    private CannedOpa(HttpServer server) {
        this.server = server;
    }

    public static CannedOpa start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CannedOpa opa = new CannedOpa(server);
        server.setExecutor(opa.threads);
        server.createContext("/v1/data/", opa::answer);
        server.start();
        return opa;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives this result from now on. */
    public CannedOpa deciding(String result) {
        body = answer(result, revision);
        return this;
    }

    /** Has rules of this revision from now on. */
    public CannedOpa revision(String name) {
        revision = name;
        return deciding(ALLOW);
    }

    /** Says from now on that this is to be masked in the decision log; a text that is empty for nothing. */
    public CannedOpa masking(String result) {
        masks = result;
        return this;
    }

    /** Gives this answer from now on, whatever it is. */
    public CannedOpa answering(int code, String text) {
        status = code;
        body = text;
        return this;
    }

    public CannedOpa slow(long millis) {
        delayMillis = millis;
        return this;
    }

    /** The questions that came, without those for the revision alone. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    private static String answer(String result, String revision) {
        return "{\"provenance\":{\"version\":\"1.22.2\",\"bundles\":{\"b\":{\"revision\":\"" + revision + "\"}}}"
                + (result.isEmpty() ? "" : ",\"result\":" + result) + "}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        boolean decision = path.equals("/v1/data/ecluse/access/decision");
        if (decision) {
            questions.add(question);
        }
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String other = answer(path.startsWith("/v1/data/system/log") ? masks : "{}", revision);
        byte[] bytes = (decision || status != 200 ? body : other).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
