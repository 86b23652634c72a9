package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The simulator as a process of its own. */
class ProcessTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    @Test
    void itSaysWhereItListensAndServes() throws Exception {
        Process process = start("--port=0", "--threads=1");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                HttpClient http = HttpClient.newHttpClient()) {
            // Given its one line of output
            String line = output.readLine();
            assertThat(line).matches("model simulator listening on http://127\\.0\\.0\\.1:\\d+");
            // When that address is called
            URI health = URI.create(line.substring(line.indexOf("http:")) + "/sim/health");
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
            // Then it answers
            assertThat(response.statusCode()).isEqualTo(200);
        } finally {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aWrongCommandLineIsExplained() throws Exception {
        Process process = start("--prot=1");
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(error).contains("--prot=1").contains(SimulatorOptions.USAGE);
    }

    @Test
    void aPortInUseEndsIt() throws Exception {
        try (SimulatorServer first = SimulatorServer.start(SimulatorOptions.parse("--port=0"))) {
            Process process = start("--port=" + first.port());
            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(error).contains("cannot start");
        }
    }
}
