package fr.ecluse.plugin.access.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.plugin.access.Schemas;
import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("The question about an exchange")
class QuestionerTest {

    /** A Monday; in Paris it is 00:30 on Tuesday. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-02T23:30:15.123Z"));

    private static final ModelCard MODEL = new ModelCard(
            "chat", Optional.of("chat"), Set.of("cloud", "onprem-dr"), Sensitivity.PUBLIC, Sensitivity.DR);

    @Test
    void saysWhoWantsWhatOfWhatAndWhen() throws Exception {
        FakeExchange exchange = chat("""
                {"model":"chat","messages":[{"role":"user","content":"a secret text"}],
                "stream":true,"max_completion_tokens":256,"tools":[{"type":"function","function":{"name":"weather"}}]}""").build();

        String question = questioner(Phase.REQUEST).ask(exchange).json();

        assertThat(question).isEqualTo("""
                {"subject":{"type":"user","id":"agent","tenant":"interior","direction":"dtnum","clearance":"usual",\
                "country":"FR","groups":["staff"],"roles":["caller"],"app":"test-app"},\
                "action":{"name":"createChatCompletion","stream":true,"max_tokens":256,"tools":["weather"]},\
                "resource":{"api":"test","operation":"createChatCompletion","model":"chat",\
                "model_card":{"type":"chat","zones":["cloud","onprem-dr"]}},\
                "context":{"time":"2026-02-03T00:30:15+01:00","weekday":"tuesday","minute_of_day":30,\
                "client_ip":"127.0.0.1","channel":"http","phase":"request"}}""");
        assertThat(Schemas.errors("input.schema.json", question)).isEmpty();
    }

    @Test
    void hasWhatWasFoundInTheTextsOnlyAfterTheyWereLookedAt() throws Exception {
        FakeExchange exchange = chat("{\"model\":\"chat\"}")
                .level(Sensitivity.DR)
                .category("health")
                .build();

        assertThat(questioner(Phase.REQUEST).ask(exchange).json()).doesNotContain("content");
        String question = questioner(Phase.CONTENT).ask(exchange).json();
        assertThat(question)
                .contains("\"content\":{\"sensitivity\":\"dr\",\"categories\":[\"health\"]}")
                .contains("\"phase\":\"content\"");
        assertThat(Schemas.errors("input.schema.json", question)).isEmpty();
    }

    @Test
    void hasNoModelWhereNoneIsNamed() throws Exception {
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("showMe", "GET", "/me", "{}"))
                .subject(Subjects.agent())
                .build();

        String question = questioner(Phase.REQUEST).ask(exchange).json();

        assertThat(question).doesNotContain("model", "tools", "stream");
        assertThat(exchange.bodyWasRead()).isFalse();
        assertThat(Schemas.errors("input.schema.json", question)).isEmpty();
    }

    @Test
    void saysThatBreakGlassIsClaimedAndWhy() throws Exception {
        FakeExchange exchange = chat("{\"model\":\"chat\"}")
                .header("X-Ecluse-Break-Glass", "Fire in \"B\"")
                .build();

        String question = questioner(Phase.REQUEST).ask(exchange).json();

        assertThat(question).contains("\"break_glass\":{\"reason\":\"Fire in \\\"B\\\"\"}");
        assertThat(Schemas.errors("input.schema.json", question)).isEmpty();
    }

    @Test
    void takesAReasonOfFiveHundredCharacters() throws Exception {
        FakeExchange exchange = chat("{\"model\":\"chat\"}")
                .header("X-Ecluse-Break-Glass", "x".repeat(500))
                .build();

        assertThat(questioner(Phase.REQUEST).ask(exchange).json()).contains("\"" + "x".repeat(500) + "\"");
    }

    @Test
    void refusesAReasonThatIsTooLong() {
        FakeExchange exchange = chat("{\"model\":\"chat\"}")
                .header("X-Ecluse-Break-Glass", "x".repeat(501))
                .build();

        assertThatThrownBy(() -> questioner(Phase.REQUEST).ask(exchange)).isInstanceOf(RefusalException.class);
    }

    @Test
    void isAskedForNobodyUnknown() {
        assertThatThrownBy(() -> questioner(Phase.REQUEST)
                        .ask(FakeExchange.chat().anonymous().build()))
                .isInstanceOf(RefusalException.class);
    }

    @Test
    void isTheSameToRulesThatReadWhatDidNotChange() throws Exception {
        Projection projection = Projection.of(List.of("/subject/id", "/resource/model"));
        Question one = questioner(Phase.REQUEST)
                .ask(chat("{\"model\":\"chat\",\"max_tokens\":1}").build());
        Question other = questioner(Phase.REQUEST)
                .ask(chat("{\"model\":\"chat\",\"max_tokens\":2}").build());

        assertThat(one.json()).isNotEqualTo(other.json());
        assertThat(one.json(projection))
                .isEqualTo(other.json(projection))
                .isEqualTo("{\"subject\":{\"id\":\"agent\"},\"resource\":{\"model\":\"chat\"}}");
        assertThat(one.json(Projection.of(List.of("/subject/acr")))).isEqualTo("{}");
    }

    @Test
    void isWrittenOnceForAllWhoReadTheSame() throws Exception {
        Question question =
                questioner(Phase.REQUEST).ask(chat("{\"model\":\"chat\"}").build());
        String written = question.json(Projection.of(List.of("/subject/id")));

        assertThat(question.json(Projection.of(List.of("/subject/id")))).isSameAs(written);
        assertThat(question.with(Fact.SUBJECT_ID, "other").json(Projection.of(List.of("/subject/id"))))
                .isEqualTo("{\"subject\":{\"id\":\"other\"}}");
    }

    @Test
    void saysTheHighestLimitBecauseTheServerMayReadThatOne() throws Exception {
        Projection limit = Projection.of(List.of("/action/max_tokens"));

        assertThat(questioner(Phase.REQUEST)
                        .ask(chat("{\"max_completion_tokens\":1,\"max_tokens\":5000}")
                                .build())
                        .json(limit))
                .isEqualTo("{\"action\":{\"max_tokens\":5000}}");
        assertThat(questioner(Phase.REQUEST)
                        .ask(chat("{\"max_tokens\":null}").build())
                        .json(limit))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "tools.csv", delimiter = '|', numLinesToSkip = 1)
    void namesEveryToolThatIsOffered(String request, String tools) throws Exception {
        String question =
                questioner(Phase.REQUEST).ask(chat(request).build()).json(Projection.of(List.of("/action/tools")));

        assertThat(question).isEqualTo("{\"action\":{\"tools\":" + tools + "}}");
    }

    private static Questioner questioner(Phase phase) {
        return new Questioner(phase, CLOCK, ZoneId.of("Europe/Paris"));
    }

    private static FakeExchange.Builder chat(String body) {
        return FakeExchange.chat().body(body).model(MODEL);
    }
}
