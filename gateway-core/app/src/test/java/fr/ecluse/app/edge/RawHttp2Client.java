package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that sends exactly the HTTP/2 frames it is given. */
final class RawHttp2Client implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder hpack = new DefaultHttp2HeadersEncoder();

    RawHttp2Client(int port) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects with prior knowledge. */
    static RawHttp2Client greeting(int port) throws IOException {
        RawHttp2Client client = new RawHttp2Client(port);
        client.greet();
        return client;
    }

    void greet() throws IOException {
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    void sendText(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    String readText(int length) throws IOException {
        return new String(in.readNBytes(length), US_ASCII);
    }

    void headers(int stream, Http2Headers headers, boolean end) throws IOException {
        ByteBuf block = Unpooled.buffer();
        try {
            hpack.encodeHeaders(stream, headers, block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, ByteBufUtil.getBytes(block));
    }

    void data(int stream, byte[] data, boolean end) throws IOException {
        send(DATA, end ? END_STREAM : 0, stream, data);
    }

    void windowUpdate(int stream, int increment) throws IOException {
        send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(increment).array());
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) 0).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    /** The next frame of a type; those before it are skipped. */
    Frame read(int type) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int read = in.readUnsignedByte();
            boolean end = (in.readUnsignedByte() & END_STREAM) != 0;
            Frame frame = new Frame(read, in.readInt(), end, ByteBuffer.wrap(in.readNBytes(length)));
            if (frame.type == type) {
                return frame;
            }
        }
    }

    /** The types of all frames until the server closes. */
    List<Integer> readToEnd() throws IOException {
        List<Integer> types = new ArrayList<>();
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                types.add(in.readUnsignedByte());
                in.skipNBytes(5 + length);
            }
        } catch (EOFException closed) {
            return types;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Frame(int type, int stream, boolean end, ByteBuffer payload) {

        /** The error code of a RST_STREAM. */
        int errorCode() {
            return payload.getInt(0);
        }

        /** The payload as text. */
        String text() {
            return US_ASCII.decode(payload.duplicate()).toString();
        }

        int length() {
            return payload.remaining();
        }
    }
}
