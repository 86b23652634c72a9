package fr.ecluse.acceptance.input;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.TestBed;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@OnSharedTestBed
@DisplayName("A bad request")
class BadRequestsTest {

    private TestBed bed;

    @BeforeEach
    void use(TestBed shared) {
        bed = shared;
    }

    static Stream<Arguments> cases() throws IOException {
        try (var in = BadRequestsTest.class.getResourceAsStream("/input/bad-requests.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 4))
                    .map(parts -> Arguments.of(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]));
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cases")
    void getsTheRightErrorInTheRightShape(String name, int status, String code, String written) throws Exception {
        try (RawClient client = RawClient.connect(bed.gateway().url())) {
            sendAsFarAsItIsRead(client, WireText.bytes(written, bed.gateway().key(DemoKey.AGENT)));

            RawClient.Head head = client.readHead();
            String body = client.readBody(head);

            assertThat(head.status()).as(body).isEqualTo(status);
            assertThat(head.headers()).containsKey("x-request-id");
            JsonNode error = Json.parse(body);
            error = error.has("error") ? error.path("error") : error;
            if (!code.equals("*")) {
                assertThat(error.path("code").asString()).isEqualTo(code);
            }
            assertThat(body).doesNotContain("Exception", "fr.ecluse", "java.", "\tat ");
        }
        assertThat(bed.gateway().client(DemoKey.AGENT).get("/v1/models").status())
                .as("the next request works")
                .isEqualTo(200);
    }

    /** A gateway may answer, and stop to read, before all is sent. */
    private static void sendAsFarAsItIsRead(RawClient client, byte[] bytes) throws IOException {
        try {
            client.send(bytes);
        } catch (SocketException e) {
            // then its answer is what counts
        }
    }
}
