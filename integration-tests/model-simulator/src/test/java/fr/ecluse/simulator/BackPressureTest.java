package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackPressureTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static final int TOKENS = 200_000;

    private static int eventsSent() {
        return SIMULATOR.lastRecorded().getInteger("events_sent");
    }

    @Test
    void nothingIsMadeThatTheClientDoesNotTake() throws IOException {
        byte[] body = chat("sim-chat", "x")
                .put("stream", true)
                .put("sim", sim("tokens", TOKENS).put("tokens_per_second", 0).put("first_token_ms", 0))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        String head = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        // Given a client that sends its request and does not read
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SIMULATOR.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            // When the buffers between are full
            await().until(() -> !SIMULATOR.recorded().isEmpty() && eventsSent() > 0);
            AtomicInteger before = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(200)).until(() -> before.getAndSet(eventsSent()) == eventsSent());
            // Then the stream waits
            assertThat(eventsSent()).isLessThan(TOKENS);
            // And goes on to its end when the client reads
            InputStream answer = socket.getInputStream();
            String last = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(last).contains("data: [DONE]");
            assertThat(eventsSent()).isEqualTo(1 + TOKENS + 2);
            assertThat(SIMULATOR.lastRecorded().getBoolean("cancelled")).isFalse();
        }
    }
}
