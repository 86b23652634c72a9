package fr.ecluse.app.edge;

import static fr.ecluse.app.edge.RefusedRequestException.malformed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the head of an HTTP/1.1 request ends, and checks its lines as they arrive. What RFC 9112 lets a server
 * bear (folded lines, a lone LF, several spaces, an absolute target that overrides Host, Transfer-Encoding over
 * Content-Length) is refused: a proxy in front may have read it otherwise. Confined to one event loop.
 */
final class RequestHead {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final byte SP = ' ';

    /** As many as a {@code long} holds, whatever they are. */
    private static final int MOST_LENGTH_DIGITS = 18;

    private final EdgeLimits limits;

    /** Bytes from the reader index on that hold whole lines, and those in which no further LF was found. */
    private int checked;

    private int searched;
    private int requestLine;

    private boolean http10;
    private @Nullable RequestTarget target;
    private @Nullable String host;
    private boolean contentLength;
    private boolean transferEncoding;

    RequestHead(EdgeLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads on in what has arrived. Leaves the bytes where they are, but for an empty line in front of a request.
     *
     * @param in from its reader index on what has arrived since the last request ended
     * @return whether a whole, faultless head stands at the reader index; the next call then begins with a new one
     * @throws RefusedRequestException if it has a fault
     */
    boolean isWhole(ByteBuf in) throws RefusedRequestException {
        while (true) {
            int from = in.readerIndex() + checked;
            int lf = in.indexOf(in.readerIndex() + searched, in.writerIndex(), LF);
            int end = lf < 0 ? in.writerIndex() : lf + 1;
            checkSize(end - in.readerIndex());
            searched = end - in.readerIndex();
            if (lf < 0) {
                return false;
            }
            if (lf == from || in.getByte(lf - 1) != CR) {
                throw malformed("a line ends without CR");
            }
            int to = lf - 1;
            boolean empty = from == to;
            if (empty && checked == 0) {
                // RFC 9112, section 2.2: some clients send one after a body.
                in.skipBytes(2);
                searched = 0;
            } else if (empty) {
                checkWhole();
                reset();
                return true;
            } else {
                checkLine(in, from, to);
                checked = searched;
            }
        }
    }

    private void checkSize(int size) throws RefusedRequestException {
        if (requestLine == 0 && size > limits.requestLineBytes()) {
            throw new RefusedRequestException(Refusal.URI_TOO_LONG, "the request line is too long");
        }
        if (requestLine > 0 && size - requestLine > limits.headerBytes()) {
            throw new RefusedRequestException(Refusal.HEADERS_TOO_LARGE, "the headers are too large");
        }
    }

    private void checkLine(ByteBuf in, int from, int to) throws RefusedRequestException {
        if (requestLine > 0) {
            checkField(in, from, to);
        } else {
            checkRequestLine(in, from, to);
            requestLine = searched;
        }
    }

    private void checkRequestLine(ByteBuf in, int from, int to) throws RefusedRequestException {
        int afterMethod = in.indexOf(from, to, SP);
        int afterTarget = afterMethod < 0 ? -1 : in.indexOf(afterMethod + 1, to, SP);
        if (afterTarget < 0) {
            throw malformed("the request line does not have three parts");
        }
        String version = text(in, afterTarget + 1, to);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw malformed("the version is neither HTTP/1.1 nor HTTP/1.0");
        }
        if (from == afterMethod || !Alphabet.TOKEN.spells(in, from, afterMethod)) {
            throw malformed("the method is not a token");
        }
        http10 = version.equals("HTTP/1.0");
        target = RequestTarget.parse(text(in, afterMethod + 1, afterTarget), text(in, from, afterMethod));
    }

    private void checkField(ByteBuf in, int from, int to) throws RefusedRequestException {
        int colon = in.indexOf(from, to, (byte) ':');
        if (colon <= from || !Alphabet.TOKEN.spells(in, from, colon)) {
            // Also a folded line, and a space in front of the colon.
            throw malformed("a header line does not begin with a name and a colon");
        }
        if (!Alphabet.FIELD_VALUE.spells(in, colon + 1, to)) {
            throw malformed("a header has a control character");
        }
        switch (colon - from) {
            case 4 -> checkHost(in, from, colon, to);
            case 14 -> checkContentLength(in, from, colon, to);
            case 17 -> checkTransferEncoding(in, from, colon, to);
            case 18 -> checkWebSocketKey(in, from, colon);
            default -> {
                // No other header bears on where the request ends or whom it is for.
            }
        }
    }

    private void checkHost(ByteBuf in, int from, int colon, int to) throws RefusedRequestException {
        if (!isNamed(in, from, colon, "host")) {
            return;
        }
        if (host != null) {
            throw malformed("there is more than one Host");
        }
        host = value(in, colon, to);
        if (!Authority.isValid(host)) {
            throw malformed("Host is not a host with or without a port");
        }
    }

    private void checkContentLength(ByteBuf in, int from, int colon, int to) throws RefusedRequestException {
        if (!isNamed(in, from, colon, "content-length")) {
            return;
        }
        if (contentLength) {
            throw malformed("there is more than one Content-Length");
        }
        contentLength = true;
        String length = value(in, colon, to);
        if (length.isEmpty()
                || length.length() > MOST_LENGTH_DIGITS
                || !length.chars().allMatch(Alphabet::isDigit)) {
            throw malformed("Content-Length is not a number");
        }
    }

    private void checkTransferEncoding(ByteBuf in, int from, int colon, int to) throws RefusedRequestException {
        if (!isNamed(in, from, colon, "transfer-encoding")) {
            return;
        }
        if (transferEncoding) {
            throw malformed("there is more than one Transfer-Encoding");
        }
        transferEncoding = true;
        if (http10 || !value(in, colon, to).equalsIgnoreCase("chunked")) {
            throw malformed("Transfer-Encoding is not just chunked on HTTP/1.1");
        }
    }

    private void checkWebSocketKey(ByteBuf in, int from, int colon) throws RefusedRequestException {
        if (isNamed(in, from, colon, "sec-websocket-key1")) {
            // Netty takes eight bytes as the body of such a request, which nothing in its head announces.
            throw malformed("the request is for a draft of WebSocket that is not served");
        }
    }

    private void checkWhole() throws RefusedRequestException {
        if (host == null) {
            throw malformed("there is no Host");
        }
        if (target != null && target.authority() != null && !target.authority().equalsIgnoreCase(host)) {
            throw malformed("the target names another host than Host");
        }
        if (contentLength && transferEncoding) {
            throw malformed("there are both Content-Length and Transfer-Encoding");
        }
    }

    private void reset() {
        checked = 0;
        searched = 0;
        requestLine = 0;
        http10 = false;
        target = null;
        host = null;
        contentLength = false;
        transferEncoding = false;
    }

    private static boolean isNamed(ByteBuf in, int from, int colon, String name) {
        return text(in, from, colon).equalsIgnoreCase(name);
    }

    private static String value(ByteBuf in, int colon, int to) {
        return text(in, colon + 1, to).strip();
    }

    private static String text(ByteBuf in, int from, int to) {
        return in.toString(from, to - from, ISO_8859_1);
    }
}
