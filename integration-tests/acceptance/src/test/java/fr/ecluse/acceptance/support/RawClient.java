package fr.ecluse.acceptance.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 connection, written and read by hand: it reads no more than it is told to, sees each event when it
 * arrives, and leaves whenever it likes. Reading fails after half a minute without a byte. Used by one thread at a time.
 */
public final class RawClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LINE_FEED = '\n';

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean ended;
    private int leftInChunk;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connects to a server. */
    public static RawClient connect(URI server) throws IOException {
        return connect(server, Optional.empty());
    }

    /** Connects to a server with a receive buffer of this many bytes, so that what it is sent soon backs up. */
    public static RawClient connect(URI server, int receiveBuffer) throws IOException {
        return connect(server, Optional.of(receiveBuffer));
    }

    private static RawClient connect(URI server, Optional<Integer> receiveBuffer) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer.isPresent()) {
                socket.setReceiveBufferSize(receiveBuffer.get());
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            return new RawClient(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Posts a JSON document with a key.
     *
     * @param headerLines further headers, each as {@code Name: value}
     */
    public void post(String path, String key, String json, String... headerLines) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(socket.getInetAddress().getHostAddress()).append("\r\n");
        head.append("Authorization: Bearer ").append(key).append("\r\n");
        head.append("Content-Type: application/json\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        send(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        send(body);
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The beginning of an answer; the names of headers are in lower case. */
    public record Head(int status, Map<String, String> headers) {}

    /** Reads the beginning of the answer. */
    public Head readHead() throws IOException {
        String status = readLine();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        ended = false;
        leftInChunk = 0;
        return new Head(Integer.parseInt(status.split(" ", 3)[1]), headers);
    }

    /**
     * Reads the next event of a chunked answer, up to its blank line.
     *
     * @return its text without the blank line; empty where the answer has ended as it should
     * @throws EOFException if the connection broke instead
     */
    public Optional<String> readEvent() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        int before = -1;
        for (int read = readByte(); read >= 0; read = readByte()) {
            if (read == LINE_FEED && before == LINE_FEED) {
                return Optional.of(event.toString(StandardCharsets.UTF_8).stripTrailing());
            }
            event.write(read);
            before = read;
        }
        if (event.size() > 0) {
            throw new EOFException("the answer ended within an event: " + event.toString(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }

    /**
     * Reads the rest of a chunked answer.
     *
     * @throws EOFException if the connection broke before the answer ended as it should
     */
    public byte[] readRest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int read = readByte(); read >= 0; read = readByte()) {
            rest.write(read);
        }
        return rest.toByteArray();
    }

    /** Reads a body whose head announced its length. */
    public String readBody(Head head) throws IOException {
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether the server has closed the connection; waits for it if it has not. */
    public boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    /** The next byte of a chunked answer, or -1 after its last chunk. */
    private int readByte() throws IOException {
        if (ended) {
            return -1;
        }
        if (leftInChunk == 0) {
            leftInChunk = Integer.parseInt(readLine(), 16);
            if (leftInChunk == 0) {
                ended = true;
                while (!readLine().isEmpty()) {
                    // a trailer
                }
                return -1;
            }
        }
        int read = readSocket();
        leftInChunk--;
        if (leftInChunk == 0 && !readLine().isEmpty()) {
            throw new IOException("a chunk does not end where it should");
        }
        return read;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = readSocket(); read != LINE_FEED; read = readSocket()) {
            line.write(read);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int readSocket() throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        return read;
    }

    /** Breaks the connection with a reset, as a caller that crashes does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection, as a caller that leaves does. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
