package fr.ecluse.testkit;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.testkit.UpperCasePolicy.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The contract test on a policy that keeps the contract. */
class UpperCaseContractTest extends PolicyContractTest<UpperCaseFactory.Options> {

    /** What is wrong with the policy: nothing. */
    Fault fault() {
        return Fault.NONE;
    }

    @Override
    protected PolicyFactory<UpperCaseFactory.Options> factory() {
        return new UpperCaseFactory();
    }

    @Override
    protected UpperCaseFactory.Options options() {
        return new UpperCaseFactory.Options(fault().name());
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(() -> new UpperCaseFactory.Options("x"));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(FakeExchange.chat().body("{\"a\":\"" + CANARY + "\"}"));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(FakeExchange.chat().body("{\"refuse\":\"" + CANARY + "\"}"));
    }

    @Override
    protected Optional<FakeExchange.Builder> blocking() {
        return Optional.of(FakeExchange.chat().body("{\"block\":1}"));
    }

    @Override
    protected String streamed(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
