package fr.ecluse.plugin.identity;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

class IdentityPolicyContractTest extends PolicyContractTest<IdentityOptions> {

    /** Where the test kit's clock stands. */
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final TestIssuer issuer = new TestIssuer().publish(TestKeys.FIRST);

    @AfterEach
    void stop() {
        issuer.close();
    }

    private TokenText token() {
        return new TokenText(issuer.url(), NOW);
    }

    @Override
    protected PolicyFactory<IdentityOptions> factory() {
        return new IdentityPolicyFactory();
    }

    @Override
    protected IdentityOptions options() {
        return new IdentityOptions(
                Keys.options().keys(), Map.of("sso", Issuers.of(issuer.url(), CertificateBinding.WHEN_PRESENT)), 100);
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(() -> Keys.key("no hash", "demo", "FR", null));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                stranger().header("Authorization", "Bearer " + Keys.AGENT).header("X-Note", CANARY),
                stranger()
                        .header(
                                "Authorization",
                                "Bearer " + token().claim("sub", CANARY).signedBy(TestKeys.FIRST)));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(
                stranger(),
                stranger().header("Authorization", "Bearer " + CANARY),
                stranger().header("Authorization", CANARY),
                stranger().header("x-api-key", "ecl_agent_" + CANARY),
                stranger().query("api_key=" + CANARY),
                stranger()
                        .header(
                                "Authorization",
                                "Bearer " + token().claim("sub", CANARY).signedBy(TestKeys.OTHER)),
                stranger()
                        .header(
                                "Authorization",
                                "Bearer " + token().claim("iss", CANARY).signedBy(TestKeys.FIRST)),
                stranger()
                        .header(
                                "Authorization",
                                "Bearer " + token().header("kid", CANARY).signedBy(TestKeys.FIRST)));
    }

    /** While the issuer's keys are waited for. */
    @Override
    protected Optional<FakeExchange.Builder> blocking() {
        issuer.isSilent();
        return Optional.of(stranger().header("Authorization", "Bearer " + token().signedBy(TestKeys.FIRST)));
    }

    private static FakeExchange.Builder stranger() {
        return FakeExchange.chat().anonymous().withoutHeader("Authorization");
    }
}
