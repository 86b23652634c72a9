package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Rules inside the process")
class EmbeddedEngineTest {

    private static final String QUESTION = """
            {"subject":{"type":"workload","id":"agent","tenant":"demo","clearance":"usual","direction":"dsi",
            "groups":["agents"],"roles":[]},
            "action":{"name":"chat","stream":false,"tools":[]},
            "resource":{"api":"ai","operation":"createChatCompletion","model":"sim-chat"},
            "context":{"weekday":"monday","minute_of_day":600,"phase":"request"}}""";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BundleWatch.Counters counters = new BundleWatch.Counters(meters, "live");

    @TempDir
    private Path temporary;

    private RulesFolder rules;
    private EmbeddedEngine engine;

    @BeforeEach
    void start() {
        rules = new RulesFolder(temporary.resolve("rules")).revision("first");
        engine = new EmbeddedEngine(rules.source(), Duration.ofMillis(50), 2, counters);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void decideAsTheBundleSays() throws Exception {
        assertThat(engine.inForce().revision()).isEqualTo("first");
        assertThat(ruling(engine.inForce()).allow()).isTrue();
        assertThat(engine.problem()).isEmpty();
    }

    @Test
    void giveWayToNewerOnesAndGoOnForWhoHasThem() throws Exception {
        Rules before = engine.inForce();

        forbid().revision("second");
        awaitRevision("second");

        assertThat(ruling(engine.inForce()).allow()).isFalse();
        assertThat(ruling(before).allow())
                .as("an exchange keeps the rules that it began with")
                .isTrue();
    }

    /** Bundles that must not come into force. */
    enum Bad {
        WITHOUT_MANIFEST {
            @Override
            void spoil(RulesFolder rules) {
                rules.delete(".manifest");
            }
        },
        MANIFEST_OF_ANOTHER_ENTRYPOINT {
            @Override
            void spoil(RulesFolder rules) {
                rules.change(
                        ".manifest", manifest -> ((ObjectNode) manifest.path("metadata")).put("entrypoint", "a/b"));
            }
        },
        PROJECTION_OF_UNKNOWN_FACTS {
            @Override
            void spoil(RulesFolder rules) {
                String manifest = new String(rules.read(".manifest"), StandardCharsets.UTF_8);
                rules.write(
                        ".manifest",
                        manifest.replace("/subject/groups", "/subject/group").getBytes(StandardCharsets.UTF_8));
            }
        },
        WITHOUT_WASM {
            @Override
            void spoil(RulesFolder rules) {
                rules.delete("policy.wasm");
            }
        },
        WASM_CUT_SHORT {
            @Override
            void spoil(RulesFolder rules) {
                byte[] wasm = rules.read("policy.wasm");
                rules.write("policy.wasm", Arrays.copyOf(wasm, wasm.length / 2));
            }
        },
        WASM_OF_ANOTHER_ENTRYPOINT {
            @Override
            void spoil(RulesFolder rules) {
                String wasm = new String(rules.read("policy.wasm"), StandardCharsets.ISO_8859_1);
                rules.write(
                        "policy.wasm",
                        wasm.replace(Rules.ENTRYPOINT, "ecluse/access/question").getBytes(StandardCharsets.ISO_8859_1));
            }
        },
        MODULE_WITHOUT_A_NAME {
            @Override
            void spoil(RulesFolder rules) {
                rules.change(".manifest", manifest -> ((ObjectNode) manifest.path("metadata")).put("module", ""));
            }
        },
        WASM_WITHOUT_THE_MASK_RULES {
            @Override
            void spoil(RulesFolder rules) {
                rules.write("policy.wasm", signedWasm());
            }
        },
        WASM_THAT_IS_NONE {
            @Override
            void spoil(RulesFolder rules) {
                rules.write("policy.wasm", "nothing".getBytes(StandardCharsets.UTF_8));
            }
        },
        DATA_THAT_IS_NO_JSON {
            @Override
            void spoil(RulesFolder rules) {
                rules.write("data.json", "{".getBytes(StandardCharsets.UTF_8));
            }
        },
        SMOKE_CASE_THAT_FAILS {
            @Override
            void spoil(RulesFolder rules) {
                rules.data(data -> data.putObject("builtins"));
            }
        };

        abstract void spoil(RulesFolder rules);

        /** Of a bundle that has the entrypoint for decisions only. */
        private static byte[] signedWasm() {
            try (InputStream in = EmbeddedEngineTest.class.getResourceAsStream("signed/bundle/policy.wasm")) {
                return Objects.requireNonNull(in).readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Bad.class)
    void stayInForceWhenNewerOnesAreBad(Bad bad) throws Exception {
        bad.spoil(rules);

        await().atMost(PATIENCE).until(() -> engine.problem().isPresent());
        assertThat(engine.inForce().revision()).isEqualTo("first");
        assertThat(ruling(engine.inForce()).allow()).isTrue();
        assertThat(meters.get("ecluse_access_bundle_loads")
                        .tag("rules", "live")
                        .tag("result", "failure")
                        .counter()
                        .count())
                .isEqualTo(1);

        RulesFolder.delivered().forEach(rules::write);
        rules.revision("mended");
        awaitRevision("mended");
        assertThat(engine.problem()).isEmpty();
    }

    @Test
    void stayInForceWhenTheFolderIsGone() throws Exception {
        try (Stream<Path> files = Files.list(rules.path())) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
        await().atMost(PATIENCE).until(() -> engine.problem().isPresent());
        assertThat(ruling(engine.inForce()).allow()).isTrue();
    }

    @Test
    void areWellAgainWhenTheFolderIsBackAsItWas() throws Exception {
        Path away = temporary.resolve("away");
        Files.move(rules.path(), away);
        await().atMost(PATIENCE).until(() -> engine.problem().isPresent());

        Files.move(away, rules.path());

        await().atMost(PATIENCE).until(() -> engine.problem().isEmpty());
        assertThat(engine.inForce().revision()).isEqualTo("first");
    }

    @Test
    void answerTheNextOneWholeAfterOneWhoAskedHasLeft() throws Exception {
        Rules inForce = engine.inForce();
        ruling(inForce);
        for (int i = 0; i < 200; i++) {
            Thread leaving = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        ask(inForce);
                    }
                } catch (Exception e) {
                    // it left
                }
            });
            LockSupport.parkNanos(i * 20_000L);
            leaving.interrupt();
            assertThat(leaving.join(PATIENCE)).as("stopped").isTrue();
            assertThat(ruling(inForce).allow()).isTrue();
        }
    }

    @Test
    void areThereFromTheStartOrItFails() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddedEngine(
                        new BundleFile(temporary.resolve("nowhere")), Duration.ofSeconds(1), 1, counters))
                .withMessageContaining("nowhere");
    }

    @Test
    void changeUnderLoadWithoutAFailureOrADecisionOfTwoRevisions() throws Exception {
        Path archive = temporary.resolve("bundle.tar.gz");
        byte[] open = rules.revision("open").pack();
        byte[] closed = forbid().revision("closed").pack();
        RulesFolder.put(archive, open);
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<Integer>> asking = new ArrayList<>();
        try (EmbeddedEngine underLoad =
                        new EmbeddedEngine(new BundleFile(archive), Duration.ofMillis(50), 2, counters);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                asking.add(threads.submit(() -> askUntil(enough, underLoad)));
            }
            try {
                for (byte[] next : List.of(closed, open, closed)) {
                    String before = underLoad.inForce().revision();
                    RulesFolder.put(archive, next);
                    await().atMost(PATIENCE)
                            .until(() -> !underLoad.inForce().revision().equals(before));
                }
            } finally {
                enough.set(true);
            }
        }
        for (Future<Integer> one : asking) {
            assertThat(one.get()).isPositive();
        }
    }

    private static int askUntil(AtomicBoolean enough, EmbeddedEngine engine) throws Exception {
        int asked = 0;
        while (!enough.get()) {
            Rules.Result result = ask(engine.inForce());
            assertThat(RulingReader.read(result.value()).allow())
                    .as(result.revision())
                    .isEqualTo(result.revision().equals("open"));
            asked++;
        }
        return asked;
    }

    private RulesFolder forbid() {
        return rules.data(data -> data.putObject("directions")
                .putObject("dsi")
                .putArray("forbidden_models")
                .add("sim-chat"));
    }

    private void awaitRevision(String revision) {
        await().atMost(PATIENCE).until(() -> engine.inForce().revision().equals(revision));
    }

    private static Ruling ruling(Rules rules) throws Exception {
        return RulingReader.read(ask(rules).value());
    }

    private static Rules.Result ask(Rules rules) throws Exception {
        return ((WasmRules) rules).ask(QUESTION, Deadline.in(PATIENCE), Shield.NONE);
    }
}
