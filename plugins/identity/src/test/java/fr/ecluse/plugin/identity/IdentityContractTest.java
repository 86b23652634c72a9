package fr.ecluse.plugin.identity;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.PolicyContractTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class IdentityContractTest extends PolicyContractTest<IdentityOptions> {

    @Override
    protected PolicyFactory<IdentityOptions> factory() {
        return new IdentityPolicyFactory();
    }

    @Override
    protected IdentityOptions options() {
        return Keys.all();
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        ApiKeyOptions good = Keys.options("agent", Optional.empty());
        return List.of(
                () -> new IdentityOptions(Map.of("Agent", good)),
                () -> new IdentityOptions(Map.of("a_b", good)),
                () -> new IdentityOptions(Map.of("", good)),
                () -> key("", "interior", "FR", "2027-01-31T00:00:00Z"),
                () -> key("abc", "interior", "FR", "2027-01-31T00:00:00Z"),
                () -> key("g".repeat(64), "interior", "FR", "2027-01-31T00:00:00Z"),
                () -> key(good.sha256(), " ", "FR", "2027-01-31T00:00:00Z"),
                () -> key(good.sha256(), "interior", "France", "2027-01-31T00:00:00Z"),
                () -> key(good.sha256(), "interior", "FR", "tomorrow"),
                () -> key(good.sha256(), "interior", "FR", "2027-01-31"));
    }

    private static ApiKeyOptions key(String sha256, String tenant, String country, String expires) {
        return new ApiKeyOptions(
                sha256,
                Subject.Type.USER,
                tenant,
                Sensitivity.DR,
                Optional.empty(),
                Optional.of(country),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.of(expires));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                request().header("Authorization", "Bearer " + Keys.key("agent")),
                request().header("x-api-key", Keys.key("dr")));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(
                request(),
                request().header("Authorization", "Bearer " + CANARY),
                request().header("Authorization", "Bearer ecl_agent_" + CANARY),
                request().header("Authorization", CANARY),
                request().header("Authorization", "Basic " + CANARY),
                request().header("x-api-key", CANARY),
                request().header("x-api-key", CANARY).header("x-api-key", CANARY),
                request().header("Authorization", "Bearer " + Keys.key("old")),
                request().query("api_key=" + CANARY),
                request().query("a=%" + CANARY));
    }

    private static FakeExchange.Builder request() {
        return FakeExchange.to(FakeOperation.chat())
                .header("Content-Type", "application/json")
                .header("X-Note", CANARY)
                .body("{\"text\":\"" + CANARY + "\"}");
    }
}
