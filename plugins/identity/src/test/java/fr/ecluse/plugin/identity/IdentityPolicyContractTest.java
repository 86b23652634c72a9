package fr.ecluse.plugin.identity;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class IdentityPolicyContractTest extends PolicyContractTest<IdentityOptions> {

    @Override
    protected PolicyFactory<IdentityOptions> factory() {
        return new IdentityPolicyFactory();
    }

    @Override
    protected IdentityOptions options() {
        return Keys.options();
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(() -> Keys.key("no hash", "demo", "FR", null));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                stranger().header("Authorization", "Bearer " + Keys.AGENT).header("X-Note", CANARY));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(
                stranger(),
                stranger().header("Authorization", "Bearer " + CANARY),
                stranger().header("Authorization", CANARY),
                stranger().header("x-api-key", "ecl_agent_" + CANARY),
                stranger().query("api_key=" + CANARY));
    }

    private static FakeExchange.Builder stranger() {
        return FakeExchange.chat().anonymous().withoutHeader("Authorization");
    }
}
