package fr.ecluse.plugin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.Rules;
import fr.ecluse.plugin.access.engine.RulesEngine;
import fr.ecluse.plugin.access.engine.ServerOptions;
import fr.ecluse.plugin.access.engine.Shield;
import fr.ecluse.plugin.access.question.Phase;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.question.Questioner;
import fr.ecluse.plugin.access.rules.DecisionCache;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rules of a server that change while they are asked")
class ServerRulesChangeTest {

    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(30));

    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile Supplier<String> revision = () -> "old";
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void doNotServeAgainForWhoAskedTheOldOnes() throws Exception {
        try (RulesEngine engine = engine();
                Decisions decisions = decisions(engine)) {
            Rules old = decisions.rulesInForce();
            assertThat(old.revision()).isEqualTo("old");
            revision = () -> "new";

            assertThat(decisions
                            .decide(old, question(), SOON, Shield.NONE)
                            .decided()
                            .revision())
                    .isEqualTo("new");
            int asked = questions.size();
            assertThat(decisions.decide(old, question(), SOON, Shield.NONE).reused())
                    .isFalse();

            assertThat(questions).hasSizeGreaterThan(asked);
        }
    }

    @Test
    void areNoneWhereTheyChangeWithEachAnswer() throws Exception {
        try (RulesEngine engine = engine()) {
            Rules rules = engine.inForce();
            revision = () -> "r" + questions.size();

            assertThatThrownBy(() -> rules.ask(question(), SOON, Shield.NONE)).isInstanceOf(NoDecisionException.class);
        }
    }

    private RulesEngine engine() {
        return Engines.server(
                new ServerOptions(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(5)),
                Options.bundle(Optional.of(Path.of("no-bundle"))),
                new FakeContext("access@request", folder));
    }

    private Decisions decisions(RulesEngine engine) {
        FakeContext context = new FakeContext("access@request", folder);
        DecisionCache cache = new DecisionCache(ByteSize.parse("1MB"), context.meters());
        return new Decisions(() -> engine, Optional.of(cache), Optional.empty(), context);
    }

    private static Question question() throws Exception {
        return new Questioner(Phase.REQUEST, InstantSource.fixed(Instant.EPOCH), ZoneId.of("UTC"))
                .ask(FakeExchange.chat().build());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/decision")) {
            questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
        byte[] bytes = ("{\"provenance\":{\"bundles\":{\"b\":{\"revision\":\"" + revision.get() + "\"}}},\"result\":"
                        + CannedOpa.ALLOW + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
