package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.runtime.harness.Witness;
import fr.ecluse.spi.Outcome.Result;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway that stops before its exchanges have ended")
class ForcedStopTest {

    @TempDir
    private Path folder;

    private static CompletableFuture<HttpResponse<String>> ask(TestGateway gateway, String body) {
        return gateway.client()
                .sendAsync(
                        gateway.request("/v1/chat/completions")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void cancelsThemAndClosesPoliciesOnlyAfterTheyHaveSeenTheEnd() throws Exception {
        TestGateway gateway = TestGateway.in(folder).chat().start();
        Witness witness = gateway.witness();
        try (gateway) {
            gateway.camel().getShutdownStrategy().setTimeout(1);
            gateway.camel().getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                request.response().write("data: {}\n\n"); // and never an end
            });
            ask(gateway, "{\"model\":\"m\",\"stream\":true}");
            ask(gateway, "{\"model\":\"m\"}");
            await().until(() -> gateway.upstream().received().size() == 2);

            gateway.ecluse().close();

            assertThat(gateway.upstream().wasCancelled()).isTrue();
            assertThat(witness.completions()).hasSize(2).allSatisfy(completion -> {
                assertThat(completion.outcome().result()).isEqualTo(Result.CANCELLED);
                assertThat(completion.beforeClose()).isTrue();
            });
            assertThat(witness.closedFlows()).containsExactly("chat");
        }
    }

    @Test
    void letsThemEndIfTheyEndInTime() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream()
                    .does(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .setChunked(true)
                            .write("{")
                            .onSuccess(_ -> io.vertx.core.Vertx.currentContext()
                                    .owner()
                                    .setTimer(500, _ -> request.response().end("}"))));
            CompletableFuture<HttpResponse<String>> answer = ask(gateway, "{\"model\":\"m\"}");
            await().until(() -> !gateway.upstream().received().isEmpty());

            gateway.ecluse().close();

            assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("{}");
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.COMPLETED);
        }
    }

    @Test
    void doesNotWaitForOneThatCannotBeEnded() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "spin")
                .with("ecluse.policies.probe.deadline", "60s")
                .start()) {
            gateway.camel().getShutdownStrategy().setTimeout(1);
            gateway.camel().getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
            ask(gateway, "{\"model\":\"m\"}");
            await().until(() -> !gateway.witness().notes().isEmpty());
            long begin = System.nanoTime();

            gateway.ecluse().close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(gateway.witness().closedFlows()).contains("chat");
        }
    }
}
