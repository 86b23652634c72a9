package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.Gate.GateView;
import fr.ecluse.runtime.harness.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A request is admitted to models")
class AdmissionTest {

    @TempDir
    private Path folder;

    @Test
    void ofTheGenerationThatTheGateJudgedBy() throws Exception {
        AtomicLong inForce = new AtomicLong(1);
        // given a reload between the gate's look at the configuration and the one at the models
        Gate gate = new Gate(
                Floor.delivered(Map.of()),
                () -> new GateView(Map.of(), inForce.getAndSet(2)),
                new SimpleMeterRegistry());
        CompletableFuture<Admission> given = new CompletableFuture<>();
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.slipIn(exchange -> given.complete(
                    Admission.of(exchange, gate, () -> new ModelCatalogue(List.of(), inForce.get(), 0))));
            gateway.upstream().answers(200, "{}");

            gateway.post("/v1/chat/completions", "{\"model\":\"m\"}");
        }
        Admission admission = given.get(10, TimeUnit.SECONDS);
        assertThat(admission.pass().generation()).isEqualTo(2);
        assertThat(admission.models().generation()).isEqualTo(2);
    }
}
