package fr.ecluse.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.LoopbackPort;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsOpa
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class OpaServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path rules = Path.of("");

    @BeforeEach
    void writeRules() throws Exception {
        rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("tried.rego"), "package tried\n\nanswer := 6 * input.by\n");
    }

    private OpaServer start() throws Exception {
        return OpaServer.start(OpaProgram.require(), rules, folder);
    }

    @Test
    void decidesUntilItIsClosed() throws Exception {
        List<ProcessHandle> started;
        URI url;
        try (OpaServer opa = start()) {
            assertThat(ask(opa, LONG)).isEqualTo("{\"result\":42}");
            assertThat(opa.log()).content().as("questions are not logged").doesNotContain("Received request");
            url = opa.url();
            started = ProcessHandle.current().children().toList();
            assertThat(started).isNotEmpty();
        }

        assertThat(started).noneMatch(ProcessHandle::isAlive);
        assertThat(LoopbackPort.isOpen(url.getPort())).isFalse();
    }

    @Test
    void isGoneWhenKilledAndThereAgainOnItsPort() throws Exception {
        // Given one that is killed
        OpaServer killed = start();
        killed.kill();
        assertThat(killed.isAlive()).isFalse();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask(killed, LONG));

        // When another one takes its place
        int port = killed.url().getPort();
        try (OpaServer next = OpaServer.start(OpaProgram.require(), rules, folder, port)) {
            // Then who knows the address is answered
            assertThat(next.url()).isEqualTo(killed.url());
            assertThat(ask(killed, LONG)).isEqualTo("{\"result\":42}");
        }
    }

    @Test
    void answersNothingWhilePaused() throws Exception {
        try (OpaServer opa = start()) {
            opa.pause();
            assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> ask(opa, Duration.ofMillis(300)));

            opa.resume();
            assertThat(ask(opa, LONG)).isEqualTo("{\"result\":42}");
        }
    }

    @Test
    void saysWhatIsWrongWithTheRulesAndLeavesNothing() throws Exception {
        Files.writeString(rules.resolve("broken.rego"), "package broken\n\nanswer := \n");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> start().close())
                .withMessageStartingWith("opa ended with 1");
        assertThat(folder.resolve("opa.log")).content().contains("rego_parse_error");
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    private static String ask(OpaServer opa, Duration limit) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(opa.url().resolve("/v1/data/tried/answer"))
                .timeout(limit)
                .POST(HttpRequest.BodyPublishers.ofString("{\"input\": {\"by\": 7}}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(question, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        }
    }
}
