package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Outcomes;
import fr.ecluse.testkit.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UsageRecordTest {

    private static final Pattern README_FIELD = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\|");

    private final UsageRecord record = new UsageRecord(
            (_, _) -> "0123456789abcdef0123456789abcdef", new TestClock(Instant.parse("2026-01-31T12:00:00Z")));

    @Test
    void everythingKnownIsOnTheLine() throws IOException {
        assertThat(line(Exchanges.whole(), failedStream(), true)).isEqualTo(resource("whole-record.json"));
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        FakeExchange exchange = FakeExchange.to(FakeOperation.chat()).build();
        assertThat(line(exchange, Outcomes.cancelled(), false)).isEqualTo(resource("least-record.json"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "outcomes.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '\'')
    void tellsHowItEnded(
            Result result,
            int status,
            @Nullable ErrorCode error,
            boolean streamed,
            long bytes,
            long events,
            String expected) {
        Outcome outcome = Outcomes.of(result, status, Optional.ofNullable(error), bytes, events);
        String line = line(FakeExchange.chat().build(), outcome, streamed);
        assertThat(line).contains("\"categories\":[]," + expected);
    }

    @Test
    void aConnectorIsNamedAsOne() {
        FakeExchange exchange = FakeExchange.chat()
                .target(new Target("connector", "land-register", Optional.empty(), Optional.of("state")))
                .build();
        assertThat(line(exchange, Outcomes.completed(), false))
                .contains("\"connector\":\"land-register\",\"zone\":\"state\"")
                .doesNotContain("\"model\"", "\"deployment\"");
    }

    @Test
    void holdsNeitherThePersonNorAWordOfTheRequest() {
        assertThat(line(Exchanges.whole(), Outcomes.completed(), false))
                .doesNotContain(Exchanges.PERSON, "Hello", "127.0.0.1", "dtnum");
    }

    @Test
    void theReadmeNamesEveryFieldAndNoOther() throws Exception {
        Set<String> written = new TreeSet<>();
        for (String field :
                fields("", JsonDocument.parse(bytes("whole-record.json")).root())) {
            written.add(field.startsWith("steps.") ? "steps" : field);
        }
        written.add("connector");
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("## The line"), readme.indexOf("## Meters"));
        assertThat(README_FIELD.matcher(table).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    private static List<String> fields(String prefix, JsonValue value) {
        List<String> names = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.members().forEach((name, member) -> {
                List<String> inner = fields(prefix + name + ".", member.value());
                names.addAll(inner.isEmpty() ? List.of(prefix + name) : inner);
            });
        }
        return names;
    }

    private static Outcome failedStream() {
        return Outcomes.of(Result.FAILED, 200, Optional.of(ErrorCode.UPSTREAM_ERROR), 512, 3);
    }

    private String line(FakeExchange exchange, Outcome outcome, boolean streamed) {
        return new String(record.of(exchange, outcome, streamed), StandardCharsets.UTF_8);
    }

    private static String resource(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(UsageRecordTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
