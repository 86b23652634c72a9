package fr.ecluse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fakes keep the rules of what they stand for. */
class FakesTest {

    @TempDir
    private Path folder;

    @Test
    void theBodyIsNotForStrangers() throws Exception {
        FakeExchange exchange = FakeExchange.chat().anonymous().build();

        assertThatThrownBy(exchange::body).isInstanceOf(IllegalStateException.class);
        assertThat(exchange.bodyWasRead()).isFalse();

        exchange.identify(Subjects.agent());

        assertThat(exchange.body().isEmpty()).isFalse();
        assertThat(exchange.bodyWasRead()).isTrue();
        assertThatThrownBy(() -> exchange.identify(Subjects.agent())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEditIsARevision() throws Exception {
        FakeExchange exchange = FakeExchange.chat().body("{\"a\":1}").build();
        var document = exchange.body().json();

        exchange.editBody(document.edit());
        assertThat(exchange.revision()).isZero();

        exchange.editBody(document.edit().set((JsonObject) document.root(), "a", "2"));
        assertThat(exchange.revision()).isOne();
        assertThat(exchange.body()).isEqualTo(Body.of("{\"a\":2}".getBytes(StandardCharsets.UTF_8)));
        assertThat(exchange.bodies()).hasSize(2);
    }

    @Test
    void levelsRiseAndCategoriesStay() {
        FakeExchange exchange =
                FakeExchange.chat().level(Sensitivity.USUAL).category("health").build();

        exchange.raise(Sensitivity.PUBLIC);
        exchange.addCategory("personal");

        assertThat(exchange.level()).isEqualTo(Sensitivity.USUAL);
        assertThat(exchange.categories()).containsExactlyInAnyOrder("health", "personal");
    }

    @Test
    void anExchangeIsWhatWasDescribed() {
        Attribute<String> note = Attribute.of("note", String.class);
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("getThing", "GET", "/things/{id}", "{}"))
                .id("req-7")
                .path("/v1/things/7")
                .pathParameter("id", "7")
                .query("a=b")
                .header("X-One", "1")
                .header("X-One", "2")
                .header("X-Two", "3")
                .withoutHeader("x-two")
                .languages(Locale.FRENCH)
                .timeLimit(Duration.ofMinutes(1))
                .target(new Target("model", "chat", Optional.empty(), Optional.empty()))
                .usage(new Usage(1, 2, 0, 0))
                .answer(PolicyHarness.json("{}"))
                .build();
        exchange.attribute(note, "x");
        exchange.addAnswerHeader("X-Note", "y");
        exchange.replaceAnswerBody(Body.empty());

        assertThat(exchange.id()).isEqualTo("req-7");
        assertThat(exchange.operation().pointer()).isEqualTo("/paths/~1things~1{id}/get");
        assertThat(exchange.operation().path()).isEqualTo("/v1/things/{id}");
        assertThat(exchange.operation()).hasToString("test/getThing");
        assertThat(exchange.request().path()).isEqualTo("/v1/things/7");
        assertThat(exchange.request().headers().all("x-one")).containsExactly("1", "2");
        assertThat(exchange.request().headers().all("x-two")).isEmpty();
        assertThat(exchange.request().query()).contains("a=b");
        assertThat(exchange.deadline().remaining()).isPositive();
        assertThat(exchange.target()).isPresent();
        assertThat(exchange.usage()).isPresent();
        assertThat(exchange.attribute(note)).contains("x");
        assertThat(exchange.answerHeaders()).containsEntry("x-note", "y");
        assertThat(exchange.answer().orElseThrow().body().isEmpty()).isTrue();
        assertThat(exchange.subject()).isEmpty();
        assertThat(exchange).hasToString("FakeExchange[req-7]");
        assertThatThrownBy(() -> exchange.addAnswerHeader("X", "a\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExchangeGoesOn() throws Exception {
        FakeExchange exchange = FakeExchange.chat().build();

        exchange.deadline(Duration.ofSeconds(-1));
        exchange.cancel();
        exchange.target(new Target("connector", "mail", Optional.empty(), Optional.empty()));
        exchange.usage(new Usage(1, 1, 0, 0));

        assertThat(exchange.deadline().hasPassed()).isTrue();
        assertThat(exchange.cancelled()).isTrue();
        assertThat(exchange.target().orElseThrow().kind()).isEqualTo("connector");
        assertThat(exchange.usage().orElseThrow().totalTokens()).isEqualTo(2);
        assertThat(exchange.requestTexts().texts(exchange.body().json())).hasSize(1);
    }

    @Test
    void aContextGivesWhatAPolicyNeeds() {
        FakeContext context = new FakeContext("dlp@act", folder).withSecret("env:KEY", "s3cret");

        assertThat(context.flow()).isEqualTo("test.flow");
        assertThat(context.step()).hasToString("dlp@act");
        assertThat(context.stateFolder()).isEqualTo(folder);
        assertThat(context.secret(new SecretRef("env:KEY")).reveal()).isEqualTo("s3cret");
        assertThatThrownBy(() -> context.secret(new SecretRef("env:OTHER")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(context.pseudonyms().of("t", "v"))
                .matches("[0-9a-f]{32}")
                .isEqualTo(context.pseudonyms().of("t", "v"))
                .isNotEqualTo(context.pseudonyms().of("u", "v"));
        try (var http = context.http()) {
            assertThat(http.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        }
    }

    @Test
    void entriesOfSharedStateEnd() {
        FakeContext context = new FakeContext("quota", folder);
        StateMap map = context.state().map("m", Durability.VOLATILE);

        map.put("short", bytes("1"), Duration.ofSeconds(10));
        map.put("endless", bytes("2"), Duration.ZERO);
        assertThat(map.putIfAbsent("short", bytes("3"), Duration.ZERO)).contains(bytes("1"));
        assertThat(map.replace("short", bytes("0"), bytes("4"), Duration.ZERO)).isFalse();
        assertThat(context.state().map("m", Durability.VOLATILE).get("short")).contains(bytes("1"));
        assertThat(context.state().map("other", Durability.VOLATILE).get("short"))
                .isEmpty();

        context.clock().advance(Duration.ofSeconds(10));

        assertThat(map.keys()).containsExactly("endless");
        assertThat(map.putIfAbsent("short", bytes("3"), Duration.ZERO)).isEmpty();
        assertThat(map.replace("short", bytes("3"), bytes("4"), Duration.ZERO)).isTrue();
        map.remove("short");
        assertThat(map.get("short")).isEmpty();
    }

    @Test
    void countersAddUpAndForget() {
        FakeContext context = new FakeContext("quota", folder);
        SharedState.Counter counter = context.state().counter("c", Duration.ofSeconds(10));

        assertThat(counter.add(3)).isEqualTo(3);
        assertThat(counter.add(-1)).isEqualTo(2);
        assertThat(context.state().counter("c", Duration.ofSeconds(10)).get()).isEqualTo(2);

        context.clock().advance(Duration.ofSeconds(11));

        assertThat(counter.get()).isZero();
    }

    @Test
    void aLeaseHasOneHolder() {
        FakeContext context = new FakeContext("quota", folder);
        SharedState state = context.state();
        SharedState.Lease first = state.lease("l", Duration.ofSeconds(10)).orElseThrow();

        assertThat(state.lease("l", Duration.ofSeconds(10))).isEmpty();
        assertThat(first.renew()).isTrue();

        context.clock().advance(Duration.ofSeconds(10));
        SharedState.Lease second = state.lease("l", Duration.ofSeconds(10)).orElseThrow();

        assertThat(first.renew()).isFalse();
        first.close();
        assertThat(second.renew()).isTrue();
        second.close();
        assertThat(state.lease("l", Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void everythingPrintedAndLoggedIsCaptured() {
        System.Logger log = System.getLogger("fr.ecluse.testkit.captured");
        try (CapturedOutput output = CapturedOutput.start()) {
            System.out.println("printed");
            System.err.println("complained");
            log.log(Level.TRACE, "logged {0}", "with an argument");
            log.log(Level.ERROR, "thrown", new IllegalStateException("inside", new IllegalArgumentException("deep")));

            assertThat(output.text()).contains("printed", "complained", "logged with an argument", "inside", "deep");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
