package fr.ecluse.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.gate.Gate.GateView;
import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A pass says what was admitted, and where it may go")
class PassTest {

    private static final String REQUEST = "{\"model\":\"m\"}";
    private static final Map<String, Zone> ZONES =
            Map.of("street", zone(Sensitivity.PUBLIC), "office", zone(Sensitivity.USUAL), "safe", zone(Sensitivity.DR));

    private final Gate gate =
            new Gate(Floor.delivered(Map.of()), () -> new GateView(ZONES, 7), new SimpleMeterRegistry());

    @TempDir
    private Path folder;

    @Test
    void itHoldsForTheBodyAndTheLevelThatWereChecked() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            CompletableFuture<Pass> given = new CompletableFuture<>();
            gateway.slipIn(exchange -> given.complete(gate.admit(exchange, TargetKind.MODEL)));
            gateway.upstream().answers(200, "{}");

            gateway.post("/v1/chat/completions", REQUEST);

            Pass pass = given.get(10, TimeUnit.SECONDS);
            assertThat(pass.bodyHash()).isEqualTo(sha256(REQUEST));
            assertThat(pass.level()).isEqualTo(Sensitivity.USUAL);
            assertThat(pass.generation()).isEqualTo(7);
            assertThat(pass.steps())
                    .containsExactly(StepName.of("metering"), StepName.of("identity"), StepName.of("contract"));
            assertThat(ZONES.keySet()).filteredOn(pass::admits).containsExactlyInAnyOrder("office", "safe");
            assertThat(pass.admits("elsewhere")).isFalse();
        }
    }

    private static Zone zone(Sensitivity highest) {
        return new Zone(highest, Set.of(), Set.of(), false);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
