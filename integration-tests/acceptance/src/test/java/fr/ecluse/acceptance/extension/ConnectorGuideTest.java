package fr.ecluse.acceptance.extension;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A connector: the files, the requests and the answers of the guide, with another folder for the notes. */
class ConnectorGuideTest {

    private static final String FOLDER_OF_THE_GUIDE = "/var/lib/notes";
    private static final Pattern POSTED = Pattern.compile("-d '([^']*)'");
    private static final String NOTE_FILE = "\\d{8}-\\d{9}-[0-9A-F]+-[0-9A-F]+\\.json";

    private final Checkout checkout = Checkout.current();
    private final Guide guide = Guide.read(checkout);

    ConnectorGuideTest() throws IOException {}

    @Test
    void connectorDeliversAndRefusesAsTheGuideSays() throws IOException {
        // Given
        Path notes = checkout.newFolder("notes");
        try (SimulatorProcess simulator = SimulatorProcess.start();
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .routes(GuideFolder.copyOf(checkout.routes(), checkout)
                                .write("notes.yaml", guide.block("yaml", "connector:note-drop"))
                                .path())
                        .contracts(GuideFolder.copyOf(checkout.contracts(), checkout)
                                .write("notes.yaml", guide.block("yaml", "operationId: createNote"))
                                .path())
                        .configuration(configuration(notes))
                        .start()) {

            // When
            String note = posted("ls " + FOLDER_OF_THE_GUIDE);
            ApiAnswer delivered = gateway.client(DemoKey.AGENT).post("/notes", note);
            ApiAnswer incomplete = gateway.client(DemoKey.AGENT).post("/notes", posted("'{\"title\":\"Lock 7\"}'"));
            ApiAnswer tooSensitive = gateway.client(DemoKey.DR)
                    .post("/notes", posted("X-Ecluse-Sensitivity"), "X-Ecluse-Sensitivity", "dr");

            // Then
            List<String> shown = guide.block("", "connector.delivery").lines().toList();
            assertThat(delivered.status()).as(delivered.text()).isEqualTo(202);
            assertThat(withoutId(delivered.text())).isEqualTo(withoutId(shown.getFirst()));
            assertThat(shown.getLast()).matches(NOTE_FILE);
            assertThat(files(notes)).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString()).matches(NOTE_FILE);
                assertThat(file).hasContent(note);
            });
            assertThat(incomplete.status()).isEqualTo(400);
            assertThat(withoutId(incomplete.text())).isEqualTo(withoutId(guide.block("json", "contract_violation")));
            assertThat(tooSensitive.json().path("code").asString())
                    .isEqualTo(guide.block("", "sensitivity_refused").strip());
        }
    }

    private String configuration(Path notes) {
        String shown = guide.block("yaml", "connectors:");
        assertThat(shown).contains(FOLDER_OF_THE_GUIDE);
        return shown.replace(FOLDER_OF_THE_GUIDE, notes.toString());
    }

    /** The body that the first command with these words posts. */
    private String posted(String words) {
        Matcher body = POSTED.matcher(guide.block("bash", words));
        assertThat(body.find()).as(words).isTrue();
        return body.group(1);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static JsonNode withoutId(String answer) {
        return Json.parse(answer.replaceFirst("\"(request_)?id\":\"[^\"]*\"", "\"id\":\"\""));
    }
}
