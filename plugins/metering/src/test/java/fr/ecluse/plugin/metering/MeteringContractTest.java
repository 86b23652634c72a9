package fr.ecluse.plugin.metering;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import fr.ecluse.testkit.Subjects;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class MeteringContractTest extends PolicyContractTest<MeteringOptions> {

    private static final ByteSize SIZE = ByteSize.parse("1MB");

    @Override
    protected PolicyFactory<MeteringOptions> factory() {
        return new MeteringPolicyFactory();
    }

    @Override
    protected MeteringOptions options() {
        return new MeteringOptions(Path.of("usage/usage.jsonl"), SIZE);
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(
                () -> new MeteringOptions(Path.of(""), SIZE),
                () -> new MeteringOptions(Path.of("/"), SIZE),
                () -> new MeteringOptions(Path.of("usage.jsonl"), ByteSize.parse("4095")));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                FakeExchange.chat()
                        .subject(Subjects.of(Subject.Type.USER, CANARY, Sensitivity.USUAL))
                        .header("X-Ecluse-Conversation", CANARY)
                        .target(Exchanges.MODEL)
                        .body("{\"model\":\"" + CANARY + "\",\"messages\":[]}"),
                FakeExchange.chat().anonymous());
    }

    /** The policy stands first and refuses nothing. */
    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of();
    }
}
