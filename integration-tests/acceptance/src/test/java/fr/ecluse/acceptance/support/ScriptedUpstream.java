package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An upstream that does what a test says, to the byte: each request is answered by the script that the test gave for
 * its id. A request that no script waits for finds its connection closed.
 */
public final class ScriptedUpstream implements AutoCloseable {

    /** What happens to one request. */
    @FunctionalInterface
    public interface Script {
        /**
         * Answers.
         *
         * @throws IOException if the gateway has left, which is no fault
         */
        void answer(UpstreamExchange exchange) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private ScriptedUpstream(ServerSocket server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static ScriptedUpstream start() throws IOException {
        ScriptedUpstream upstream = new ScriptedUpstream(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        upstream.threads.execute(upstream::accept);
        return upstream;
    }

    /** Its base URL as the gateway's configuration takes it. */
    public String baseUrl() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/v1";
    }

    /** Says what happens to the request with this id. */
    public void on(String requestId, Script script) {
        scripts.put(requestId, script);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            boolean open = true;
            while (open) {
                UpstreamExchange exchange = UpstreamExchange.read(connection);
                Script script = scripts.remove(exchange.requestId());
                if (script == null) {
                    return;
                }
                script.answer(exchange);
                open = exchange.isComplete();
            }
        } catch (SocketException e) {
            // The gateway left, as some scripts want it to.
        } catch (IOException e) {
            // The gateway closed a connection that it had no more use for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
