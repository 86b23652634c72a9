package fr.ecluse.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A pass says what was admitted, and where it may go")
class PassTest {

    private static final String REQUEST = "{\"model\":\"m\"}";
    private final Gate gate = new Gate(Floor.bare(), new SimpleMeterRegistry());

    @TempDir
    private Path folder;

    @Test
    void itHoldsForTheBodyAndTheLevelThatWereChecked() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.zones.street.max-sensitivity", "public")
                .start()) {
            CompletableFuture<Pass> given = new CompletableFuture<>();
            gateway.slipIn(exchange -> given.complete(gate.admit(exchange, TargetKind.MODEL)));
            gateway.upstream().answers(200, "{}");

            gateway.post("/v1/chat/completions", REQUEST);

            Pass pass = given.get(10, TimeUnit.SECONDS);
            assertThat(pass.bodyHash()).isEqualTo(sha256(REQUEST));
            assertThat(pass.level()).isEqualTo(Sensitivity.USUAL);
            assertThat(pass.generation()).isEqualTo(1);
            assertThat(pass.steps())
                    .containsExactly(StepName.of("metering"), StepName.of("identity"), StepName.of("contract"));
            assertThat(List.of("street", "open", "closed", "elsewhere"))
                    .filteredOn(pass::admits)
                    .containsExactly("open", "closed");
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
