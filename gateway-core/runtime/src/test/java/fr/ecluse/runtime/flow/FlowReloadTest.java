package fr.ecluse.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.TextFolder;
import fr.ecluse.runtime.harness.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Flows that change while requests come")
class FlowReloadTest {

    private static final String REQUEST = "{\"model\":\"m\"}";
    private static final String OTHER = """
            openapi: 3.1.0
            servers: [ { url: /v1 } ]
            x-ecluse: { id: other }
            paths: { '/models/{name}': { get: { operationId: other } } }
            """;
    private static final String[] CHAT = {"policy:metering", "policy:identity", "policy:contract", "model:chat"};

    @TempDir
    private Path folder;

    /** Callers who never stop asking, and what they were answered. */
    private static final class Callers implements AutoCloseable {

        private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final List<Thread> threads;

        Callers(TestGateway gateway, String... paths) {
            threads = List.of(paths).stream()
                    .map(path -> Thread.ofVirtual().start(() -> ask(gateway, path)))
                    .toList();
        }

        private void ask(TestGateway gateway, String path) {
            while (!enough.get()) {
                try {
                    statuses.add(gateway.post(path, REQUEST).statusCode());
                    answers.incrementAndGet();
                } catch (Exception e) {
                    statuses.add(-1);
                }
            }
        }

        /** Lets some more requests be answered. */
        void more() throws InterruptedException {
            int before = answers.get();
            while (answers.get() < before + 20) {
                Thread.sleep(5);
            }
        }

        @Override
        public void close() throws InterruptedException {
            enough.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void remove(String file) throws Exception {
        Files.delete(folder.resolve("routes").resolve(file));
    }

    private void reload(TestGateway gateway) throws Exception {
        gateway.ecluse().flows().load(TextFolder.read(Optional.of(folder.resolve("routes")), ""));
    }

    private List<String> ids(TestGateway gateway) {
        return gateway.ecluse().flows().flows().stream().map(Flow::id).toList();
    }

    @Test
    void areRenamedAndMovedWithoutARequestThatIsNotServed() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .flow("respond", "ai/respond", CHAT)
                .start()) {
            gateway.upstream().answers(200, "{}");
            try (Callers callers = new Callers(gateway, "/v1/chat/completions", "/v1/responses")) {
                callers.more();

                remove("chat.yaml");
                gateway.flow("talk", "ai/chat", CHAT);
                reload(gateway);
                assertThat(ids(gateway)).containsExactlyInAnyOrder("talk", "respond");
                callers.more();

                // each takes what the other had
                gateway.flow("talk", "ai/respond", CHAT).flow("respond", "ai/chat", CHAT);
                reload(gateway);
                callers.more();

                remove("talk.yaml");
                remove("respond.yaml");
                gateway.file("both.yaml", """
                        - route: { id: a, from: { uri: 'gateway:ai/chat', steps: [ { to: 'policy:metering' }, { to: 'policy:identity' }, { to: 'policy:contract' }, { to: 'model:chat' } ] } }
                        - route: { id: b, from: { uri: 'gateway:ai/respond', steps: [ { to: 'policy:metering' }, { to: 'policy:identity' }, { to: 'policy:contract' }, { to: 'model:chat' } ] } }
                        """);
                reload(gateway);
                callers.more();

                callers.close();
                assertThat(callers.statuses).containsExactly(200);
            }
            assertThat(gateway.camel().getRoutes()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"connector:none", "builtin:none", "model:none", "policy:none", "overlap", "other parameter"})
    void areKeptWhenOneOfTheNewOnesCannotStart(String mistake) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            Files.writeString(folder.resolve("openapi/other.yaml"), OTHER);
            gateway.start();
            gateway.upstream().answers(200, "{}");
            int routes = gateway.camel().getRoutes().size();
            try (Callers callers = new Callers(gateway, "/v1/chat/completions")) {
                callers.more();
                gateway.flow("a-first", "ai/drop", CHAT);
                remove("chat.yaml");
                gateway.flow("b-renamed", "ai/chat", CHAT);
                switch (mistake) {
                    case "overlap" -> gateway.flow("c-last", "ai/chat", CHAT);
                    case "other parameter" ->
                        gateway.flow("b-models", "ai/retrieve", CHAT).flow("c-last", "other/*", CHAT);
                    case "policy:none" ->
                        gateway.flow(
                                "c-last",
                                "ai/respond",
                                "policy:metering",
                                "policy:identity",
                                "policy:contract",
                                mistake,
                                "model:chat");
                    default ->
                        gateway.flow(
                                "c-last",
                                "ai/respond",
                                "policy:metering",
                                "policy:identity",
                                "policy:contract",
                                mistake);
                }

                assertThatThrownBy(() -> reload(gateway))
                        .isInstanceOf(RuntimeException.class)
                        .hasMessageContaining("flow c-last");

                callers.more();
                callers.close();
                assertThat(callers.statuses).containsExactly(200);
            }
            assertThat(ids(gateway)).containsExactly("chat");
            assertThat(gateway.camel().getRoutes()).hasSize(routes);
            assertThat(gateway.post("/v1/drop", REQUEST).statusCode()).isEqualTo(404);
        }
    }
}
