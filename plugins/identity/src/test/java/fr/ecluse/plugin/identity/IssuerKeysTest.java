package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.testkit.CapturedOutput;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An issuer's keys are read")
class IssuerKeysTest {

    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration RARELY = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestIssuer issuer = new TestIssuer().publish(TestKeys.FIRST);
    private final TestIssuer other = new TestIssuer().publish(TestKeys.OTHER);

    @AfterEach
    void stop() {
        issuer.close();
        other.close();
        http.close();
    }

    @Test
    void soonAfterAFailureAndAtRegularTimesElse() {
        other.givesAsKeys("none");
        try (IssuerKeys _ = keys(issuer, RARELY);
                IssuerKeys _ = keys(other, RARELY)) {
            await().until(() -> other.readings() > 10);

            assertThat(issuer.readings()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void noMoreAfterTheyAreClosed() {
        try (IssuerKeys closed = keys(issuer, OFTEN);
                IssuerKeys _ = keys(other, OFTEN)) {
            await().until(() -> issuer.readings() > 2);

            closed.close();

            long before = issuer.readings();
            long others = other.readings();
            await().until(() -> other.readings() > others + 10);
            assertThat(issuer.readings()).as("but for one under way").isLessThanOrEqualTo(before + 1);
        }
    }

    @Test
    void withOneLineInTheLogWhereFailuresBeginAndOneWhereTheyEnd() {
        try (CapturedOutput log = CapturedOutput.start();
                IssuerKeys _ = keys(issuer, OFTEN)) {
            for (int outage = 1; outage <= 2; outage++) {
                awaitAFew("read");
                issuer.answersWith(503);
                awaitAFew("failed");
                issuer.answersWith(200);
            }
            awaitAFew("read");

            List<String> lines = log.text()
                    .lines()
                    .filter(line -> line.startsWith(IssuerKeys.class.getName()))
                    .map(line -> line.replaceAll(".* (can(not)? be read)( again)?.*", "$1"))
                    .toList();
            assertThat(lines).containsExactly("cannot be read", "can be read", "cannot be read", "can be read");
        }
    }

    private void awaitAFew(String outcome) {
        double before = readings(outcome);
        await().until(() -> readings(outcome) > before + 3);
    }

    private double readings(String outcome) {
        return meters.get("ecluse_issuer_keys")
                .tag("issuer", issuer.url())
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private IssuerKeys keys(TestIssuer source, Duration refresh) {
        IssuerKeyOptions options = Issuers.keys(refresh, OFTEN);
        KeyReader reader = new KeyReader(http, source.url(), options);
        return new IssuerKeys(source.url(), options, reader, InstantSource.system(), meters);
    }
}
