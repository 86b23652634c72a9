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

    @Override
    protected PolicyFactory<MeteringOptions> factory() {
        return new MeteringPolicyFactory();
    }

    @Override
    protected MeteringOptions options() {
        return new MeteringOptions(Path.of("usage", "usage.jsonl"), ByteSize.parse("1MB"));
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(
                () -> new MeteringOptions(Path.of(""), ByteSize.parse("1MB")),
                () -> new MeteringOptions(Path.of("/"), ByteSize.parse("1MB")),
                () -> new MeteringOptions(Path.of("usage.jsonl"), ByteSize.parse("4095")));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                FakeExchange.chat()
                        .subject(Subjects.of(Subject.Type.USER, CANARY, Sensitivity.USUAL))
                        .header("Authorization", CANARY)
                        .query("q=" + CANARY)
                        .body("{\"text\":\"" + CANARY + "\"}"),
                FakeExchange.chat().anonymous());
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of();
    }
}
