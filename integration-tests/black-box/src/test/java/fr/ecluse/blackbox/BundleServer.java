package fr.ecluse.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A web server that has one bundle, and tells by its ETag whether it is another one. */
final class BundleServer implements AutoCloseable {

    private static final String PATH = "/bundle.tar.gz";
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Path bundle;
    private final Set<String> upToDate = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    private BundleServer(Path bundle, HttpServer server) {
        this.bundle = bundle;
        this.server = server;
    }

    /** Serves what is in the file at the time of each request, on a free port. */
    static BundleServer start(Path bundle) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BundleServer server = new BundleServer(bundle, http);
        http.createContext(PATH, server::answer);
        http.start();
        return server;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** Programs, as they call themselves, that asked with the ETag of the bundle that they had, and had the present one. */
    Set<String> upToDate() {
        return Set.copyOf(upToDate);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = Files.readAllBytes(bundle);
            String tag = "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                upToDate.add(exchange.getRequestHeaders().getFirst("User-Agent"));
                exchange.sendResponseHeaders(NOT_MODIFIED, -1);
            } else {
                exchange.sendResponseHeaders(OK, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
