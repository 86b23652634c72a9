package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.seeds.Seeds;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every request, however it is damaged and cut. */
class StrictRequestDecoderTest {

    private static final int ROUNDS = 300;
    private static final String DAMAGE = "\r\n\t\0 :;,/%#@*\u007f\u00e9\u000bA0";

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#wellFormed")
    void itsReadingDoesNotDependOnHowItIsCut(String name, byte[] request) {
        Seeds.of(ROUNDS).forEach(seed -> {
            // Given
            Random random = new Random(seed);
            byte[] two = twice(damage(request, random));
            // When
            List<String> whole = decode(two, two.length, random);
            // Then
            assertThat(decode(two, 1, random)).as("seed %d", seed).isEqualTo(whole);
            assertThat(decode(two, 30, random)).as("seed %d", seed).isEqualTo(whole);
        });
    }

    /** What the decoder makes of the bytes: each request, with the bodies joined, up to a refusal. */
    private static List<String> decode(byte[] bytes, int longestPiece, Random random) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(EdgeServer.GENEROUS));
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(longestPiece));
            channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        List<String> read = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part.decoderResult().isFailure()) {
                read.add(body + "refused");
                body.setLength(0);
            } else if (part instanceof HttpRequest request) {
                assertThatNothingIsInDoubt(request.headers());
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

    private static void assertThatNothingIsInDoubt(HttpHeaders headers) {
        assertThat(headers.getAll(HttpHeaderNames.HOST)).hasSize(1);
        assertThat(headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size()
                        + headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size())
                .isLessThanOrEqualTo(1);
        headers.forEach(
                header -> assertThat(header.getKey() + header.getValue()).doesNotContain("\r", "\n", "\0"));
    }

    private static byte[] damage(byte[] request, Random random) {
        StringBuilder text = new StringBuilder(new String(request, ISO_8859_1));
        for (int time = random.nextInt(3); time > 0; time--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
                case 1 -> text.setCharAt(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static byte[] twice(byte[] request) {
        byte[] two = Arrays.copyOf(request, 2 * request.length);
        System.arraycopy(request, 0, two, request.length, request.length);
        return two;
    }
}
