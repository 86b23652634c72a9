package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/** A client that sends exactly the bytes it is given. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final Socket socket;

    RawClient(int port) throws IOException {
        this(new Socket(), port);
    }

    RawClient(Socket socket, int port) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A client that can hold little of what it does not read. */
    static RawClient withSmallWindow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return new RawClient(socket, port);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer; its body by Content-Length. */
    String readAnswer() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append(readByte());
        }
        String head = answer.toString().toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
        for (int i = 0; i < length; i++) {
            answer.append(readByte());
        }
        return answer.toString();
    }

    private char readByte() throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("The server closed");
        }
        return (char) next;
    }

    /** Reads until a text was read. */
    String readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            read.append(readByte());
        }
        return read.toString();
    }

    /** How many bytes come until the server closes in order, read in small pieces over about that time. */
    long readSlowlyToEnd(Duration time) throws IOException, InterruptedException {
        long step = time.toMillis() / 100;
        long total = 0;
        byte[] piece = new byte[100_000];
        for (int read = 0; read >= 0; read = socket.getInputStream().readNBytes(piece, 0, piece.length)) {
            total += read;
            if (read == 0 && total > 0) {
                return total;
            }
            Thread.sleep(step);
        }
        return total;
    }

    /** Everything until the server closes in order. Fails if it resets or does not close. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
