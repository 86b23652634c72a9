package fr.ecluse.acceptance.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request at a {@link ScriptedUpstream}, and the means to answer it. */
public final class UpstreamExchange {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final InputStream in;
    private final OutputStream out;
    private final String head;
    private final byte[] body;
    private boolean complete;

    private UpstreamExchange(InputStream in, OutputStream out, String head, byte[] body) {
        this.in = in;
        this.out = out;
        this.head = head;
        this.body = body;
    }

    static UpstreamExchange read(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            head.write(read);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        byte[] body = in.readNBytes(Integer.parseInt(header(text, "content-length")));
        return new UpstreamExchange(in, connection.getOutputStream(), text, body);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    String requestId() {
        return header(head, "x-request-id");
    }

    /** The request's body, byte for byte. */
    public byte[] body() {
        return body.clone();
    }

    /** Sends a whole JSON answer. */
    public void json(String document) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + END_OF_HEAD);
        out.write(bytes);
        out.flush();
        complete = true;
    }

    /** Sends the head of a stream of events. */
    public void beginStream() throws IOException {
        write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked" + END_OF_HEAD);
    }

    /** Sends a piece of a stream as a chunk of its own, so that the gateway gets it as a piece of its own. */
    public void piece(String text) throws IOException {
        piece(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a piece of a stream; see {@link #piece(String)}. */
    public void piece(byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(chunk.toByteArray());
        out.flush();
    }

    /** Ends a stream as it should end. A script that returns without it breaks the connection. */
    public void endStream() throws IOException {
        write("0" + END_OF_HEAD);
        complete = true;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Waits until the gateway has left. */
    public void awaitLeaving() throws IOException {
        try {
            if (in.read() >= 0) {
                throw new IllegalStateException("the gateway sent more, where it should have left");
            }
        } catch (java.net.SocketException e) {
            // It left by a reset.
        }
    }

    boolean isComplete() {
        return complete;
    }
}
