package fr.ecluse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.plugin.access.AccessOptions;
import fr.ecluse.plugin.access.AccessPolicyFactory;
import fr.ecluse.plugin.access.engine.BundleOptions;
import fr.ecluse.plugin.access.engine.ServerOptions;
import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.realservers.NeedsOpa;
import fr.ecluse.realservers.OpaProgram;
import fr.ecluse.realservers.OpaServer;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyHarness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the rules mask in the decision log is not in it, whoever evaluates them. */
@NeedsOpa
class MasksTest {

    private static final String OWN = """
            # METADATA
            # schemas:
            #   - input: {}
            package system.log

            # METADATA
            # entrypoint: true
            mask contains "/input/subject/clearance" if input.input.context.phase == "request"

            mask contains {"op": "upsert", "path": "/result/ttl_seconds", "value": sum([1, 1])}

            mask contains "/input/subject/nowhere"
            """;

    private static final String BROKEN = """
            # METADATA
            # schemas:
            #   - input: {}
            package system.log

            # METADATA
            # entrypoint: true
            mask := {"/input": true}
            """;

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(AccessOptions.Engine.class)
    void ofTheDeliveredRulesHold(AccessOptions.Engine engine) throws Exception {
        JsonNode event = record(engine, Files.readString(RulesFolder.path().resolve("ecluse/log/log.rego")));

        assertThat(event.at("/input/subject/id").asString("")).isNotEmpty().isNotEqualTo("agent");
        assertThat(event.at("/input/context").isObject()).isTrue();
        assertThat(event.at("/input/context/client_ip").isMissingNode()).isTrue();
        assertThat(event.at("/custom/mask_error").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AccessOptions.Engine.class)
    void ofAnAuthorHold(AccessOptions.Engine engine) throws Exception {
        JsonNode event = record(engine, OWN);

        assertThat(event.at("/input/subject/tenant").asString()).isEqualTo("interior");
        assertThat(event.at("/input/subject/clearance").isMissingNode()).isTrue();
        assertThat(event.at("/result/ttl_seconds").asInt()).isEqualTo(2);
        assertThat(texts(event.path("erased"))).containsExactly("/input/subject/clearance");
        assertThat(texts(event.path("masked"))).containsExactly("/input/subject/id", "/result/ttl_seconds");
    }

    @ParameterizedTest
    @EnumSource(AccessOptions.Engine.class)
    void needNotBeThere(AccessOptions.Engine engine) throws Exception {
        JsonNode event = record(engine, "");

        assertThat(event.at("/input/subject/clearance").asString("")).isNotEmpty();
        assertThat(event.at("/result/allow").isBoolean()).isTrue();
        assertThat(event.has("erased")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = AccessOptions.Engine.class, names = "SERVER")
    void thatSayNothingIntelligibleEraseAll(AccessOptions.Engine engine) throws Exception {
        JsonNode event = record(engine, BROKEN);

        assertThat(event.has("input")).isFalse();
        assertThat(event.has("result")).isFalse();
        assertThat(event.at("/custom/mask_error").asString()).isEqualTo("malformed");
    }

    /** The record of a decision by the delivered rules with these for the log. */
    private JsonNode record(AccessOptions.Engine engine, String masks) throws Exception {
        Path sources = sources(masks);
        Path state = folder.resolve("state");
        if (engine == AccessOptions.Engine.EMBEDDED) {
            decide(options(engine, Optional.of(build(sources, "wasm", !masks.isEmpty())), NOWHERE), state);
        } else {
            Path bundle = build(sources, "rego", false);
            try (OpaServer opa = OpaServer.start(OpaProgram.require(), bundle, folder)) {
                decide(options(engine, Optional.empty(), opa.url()), state);
            }
        }
        return new JsonMapper().readTree(Files.readString(state.resolve("decisions.jsonl")));
    }

    private static void decide(AccessOptions options, Path state) throws Exception {
        try (Policy policy = new AccessPolicyFactory().create(options, new FakeContext("access@request", state))) {
            PolicyHarness.of("access@request", policy).run(FakeExchange.chat().build(), PolicyHarness.json("{}"));
        }
    }

    private static AccessOptions options(AccessOptions.Engine engine, Optional<Path> bundle, URI server) {
        ByteSize size = ByteSize.parse("1MB");
        BundleOptions rules = new BundleOptions(bundle, Optional.empty(), Optional.empty(), Duration.ofSeconds(1), 1);
        BundleOptions none =
                new BundleOptions(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(1), 1);
        return new AccessOptions(
                engine,
                rules,
                new ServerOptions(server, Duration.ofSeconds(10)),
                new AccessOptions.Cache(true, size),
                new AccessOptions.Log(Path.of("decisions.jsonl"), size),
                new ShadowOptions(none, 1, Path.of("shadow.jsonl"), size),
                ZoneId.of("Europe/Paris"));
    }

    private Path sources(String masks) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path delivered = RulesFolder.path();
        try (Stream<Path> files = Files.walk(delivered.resolve("ecluse"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("_test.rego"))
                    .toList()) {
                Path copy = sources.resolve(delivered.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.copy(delivered.resolve(".manifest"), sources.resolve(".manifest"));
        Path log = sources.resolve("ecluse/log/log.rego");
        if (masks.isEmpty()) {
            Files.delete(log);
        } else {
            Files.writeString(log, masks);
        }
        return sources;
    }

    private Path build(Path sources, String target, boolean withMasks) throws IOException, InterruptedException {
        Path bundle = folder.resolve(target + ".tar.gz");
        List<String> line = new ArrayList<>(List.of("build", "--bundle", sources.toString(), "--target", target));
        line.addAll(List.of("--revision", "own", "--output", bundle.toString()));
        line.addAll(List.of("--entrypoint", "ecluse/access/decision"));
        if (withMasks) {
            line.addAll(List.of("--entrypoint", "system/log/mask"));
        }
        OpaCommand.run(line);
        return bundle;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
