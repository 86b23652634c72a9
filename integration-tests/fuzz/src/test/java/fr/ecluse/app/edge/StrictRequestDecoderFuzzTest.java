package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What a stranger sends on a connection")
class StrictRequestDecoderFuzzTest {

    // Larger than what is tried: Netty takes a chunk's line of exactly the limit or not, depending on how it is cut.
    private static final EdgeLimits LIMITS = new EdgeLimits(
            8192,
            20_480,
            8192,
            4,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            new MinimumPace(Duration.ofMinutes(1), 1),
            Duration.ofSeconds(10),
            1 << 26);

    /** Its reading does not depend on how it is cut, and no request that is let through leaves anything in doubt. */
    @FuzzTest(maxDuration = "60s")
    void isReadInOneWayOnly(byte[] sent) {
        List<String> whole = decode(sent, Math.max(1, sent.length));

        assertThat(decode(sent, 1)).isEqualTo(whole);
        assertThat(decode(sent, 7)).isEqualTo(whole);
    }

    /** What the decoder makes of the bytes: each request, with the bodies joined, up to a refusal. */
    private static List<String> decode(byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(LIMITS));
        for (int from = 0; from < bytes.length; from += piece) {
            channel.writeInbound(
                    Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece))));
        }
        List<String> read = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part.decoderResult().isFailure()) {
                read.add(body + "refused");
                body.setLength(0);
            } else if (part instanceof HttpRequest request) {
                requireNoDoubt(request.headers());
                read.add(body + request.method().name() + request.uri() + request.headers());
                body.setLength(0);
            } else if (part instanceof HttpContent content) {
                body.append(content.content().toString(ISO_8859_1));
            }
            ReferenceCountUtil.release(part);
        }
        read.add(body.toString());
        channel.finishAndReleaseAll();
        return read;
    }

    private static void requireNoDoubt(HttpHeaders headers) {
        assertThat(headers.getAll(HttpHeaderNames.HOST)).hasSize(1);
        assertThat(headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size()
                        + headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size())
                .isLessThanOrEqualTo(1);
        headers.forEach(
                header -> assertThat(header.getKey() + header.getValue()).doesNotContain("\r", "\n", "\0"));
    }
}
