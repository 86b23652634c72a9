package fr.ecluse.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {
    private static final Path DELIVERED = Path.of("..", "..", "routes");

    @Test
    void theBareFlowIsTheDeliveredOneWithThreePolicies(@TempDir Path own) throws IOException {
        Path folder = Flows.BARE.folder(DELIVERED, own);

        assertThat(folder).isEqualTo(own).isDirectoryContaining("glob:**/ai.chat.yaml");
        assertThat(Files.readString(folder.resolve("ai.chat.yaml"))
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("- to:")))
                .containsExactly(
                        "- to: policy:metering", "- to: policy:identity", "- to: policy:contract", "- to: model:chat");
    }

    @Test
    void theDeliveredFlowsAreLeftAsTheyAre(@TempDir Path own) throws IOException {
        assertThat(Flows.DELIVERED.folder(DELIVERED, own)).isEqualTo(DELIVERED);
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void aFlowWithoutTheThreePoliciesIsRefused() {
        String flow = "steps:\n  - to: policy:metering\n  - to: policy:identity\n  - to: model:chat\n";

        assertThatIllegalArgumentException().isThrownBy(() -> Flows.bare(flow));
    }
}
