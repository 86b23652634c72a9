package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The values that exchanges, decisions and ends are made of. */
class ExchangePartsTest {

    @Test
    void aBodyIsParsedOnceAndComparedByItsBytes() throws MalformedJsonException {
        Body body = Body.of("{\"a\":\"secret\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(body.json()).isSameAs(body.json());
        assertThat(body.length()).isEqualTo(14);
        assertThat(body)
                .isEqualTo(Body.of("{\"a\":\"secret\"}".getBytes(StandardCharsets.UTF_8)))
                .hasSameHashCodeAs(Body.of("{\"a\":\"secret\"}".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(Body.empty())
                .isNotEqualTo("{}")
                .hasToString("Body[14 bytes]");
    }

    @Test
    void aBodyOfADocumentNeedsNoParsing() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("[1]".getBytes(StandardCharsets.UTF_8));

        assertThat(Body.of(document).json()).isSameAs(document);
        assertThat(Body.of(document).bytes()).isSameAs(document.bytes());
    }

    @Test
    void noBytesAreTheEmptyBody() {
        assertThat(Body.of(new byte[0])).isSameAs(Body.empty());
        assertThat(Body.empty().isEmpty()).isTrue();
        assertThatThrownBy(() -> Body.empty().json()).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void decisionsCarryAnswers() {
        Refusal refusal = Refusal.of(ErrorCode.MODEL_NOT_FOUND);
        Answer.Buffered answer = new Answer.Buffered(200, Headers.none(), Body.empty());

        assertThat(Decision.proceed()).isSameAs(Decision.proceed()).isInstanceOf(Decision.Proceed.class);
        assertThat(Decision.refuse(refusal)).isEqualTo(new Decision.Respond(new Answer.Refused(refusal)));
        assertThat(Decision.respond(answer)).isEqualTo(new Decision.Respond(answer));
        assertThat(new Answer.Refused(refusal).status()).isEqualTo(404);
        assertThat(answer.withBody(Body.of(new byte[] {1})).body().length()).isOne();
        assertThat(answer.withBody(Body.of(new byte[] {1})).status()).isEqualTo(200);
    }

    @Test
    void aDeadlinePasses() {
        Deadline past = Deadline.in(Duration.ofSeconds(-1));
        Deadline future = Deadline.in(Duration.ofHours(1));

        assertThat(past.hasPassed()).isTrue();
        assertThat(past.remaining()).isNegative();
        assertThat(future.hasPassed()).isFalse();
        assertThat(future.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(future.earlier(past)).isSameAs(past);
        assertThat(past.earlier(future)).isSameAs(past);
    }

    @Test
    void attributesAreKnownByIdentity() {
        Attribute<String> one = Attribute.of("note", String.class);

        assertThat(one).isNotEqualTo(Attribute.of("note", String.class)).hasToString("note");
        assertThat(one.type()).isEqualTo(String.class);
    }

    @Test
    void theGatewaysOwnTimeIsNeverNegative() {
        assertThat(outcome(Duration.ofMillis(10), Duration.ofMillis(7)).overhead())
                .isEqualTo(Duration.ofMillis(3));
        assertThat(outcome(Duration.ofMillis(10), Duration.ofMillis(12)).overhead())
                .isZero();
    }

    private static Outcome outcome(Duration total, Duration upstream) {
        return new Outcome(Outcome.Result.COMPLETED, 200, Optional.empty(), total, Optional.of(total), upstream, 1, 0);
    }

    @Test
    void usageAddsUpAndIsNotNegative() {
        assertThat(new Usage(3, 4, 1, 2).totalTokens()).isEqualTo(7);
        assertThatThrownBy(() -> new Usage(-1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Usage(0, -1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Usage(0, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Usage(0, 0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSubjectHasAnIdAndATenantAndDoesNotShowThem() {
        Subject subject = subject("jean", "interior");

        assertThat(subject.hasRole("operator")).isTrue();
        assertThat(subject.hasRole("other")).isFalse();
        assertThat(subject).hasToString("Subject[USER of interior]");
        assertThat(subject.acr()).isEmpty();
        assertThat(subject.amr()).isEmpty();
        assertThatThrownBy(() -> subject(" ", "interior")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> subject("jean", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Subject subject(String id, String tenant) {
        return new Subject(
                Subject.Type.USER,
                id,
                tenant,
                Sensitivity.USUAL,
                Optional.empty(),
                Optional.empty(),
                Set.of("staff"),
                Set.of("operator"),
                Optional.empty());
    }

    @Test
    void aHeadKeepsItsOwnCopies() {
        Map<String, String> parameters = new HashMap<>(Map.of("model", "a/b"));
        RequestHead head = new RequestHead(
                "GET",
                "/v1/models/a%2Fb",
                Optional.empty(),
                Headers.none(),
                parameters,
                "::1",
                Optional.empty(),
                List.of(Locale.FRENCH));

        parameters.clear();

        assertThat(head.pathParameters()).containsEntry("model", "a/b");
        assertThat(head.languages()).containsExactly(Locale.FRENCH);
    }

    @Test
    void aRefusalExceptionCarriesItsRefusalAndNoTrace() {
        Refusal refusal = Refusal.of(ErrorCode.REQUEST_TOO_LARGE);
        RefusalException e = new RefusalException(refusal);

        assertThat(e.refusal()).isSameAs(refusal);
        assertThat(e).hasMessage("request_too_large");
        assertThat(e.getStackTrace()).isEmpty();
    }
}
