package fr.ecluse.plugin.contract;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.PolicyContractTest;
import fr.ecluse.testkit.Subjects;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ContractContractTest extends PolicyContractTest<ContractOptions> {

    private final FakeOperation create =
            FakeOperation.of("createThing", "POST", "/things", ContractPolicyTest.resource("things.json"));
    private final FakeOperation list =
            FakeOperation.of("listThings", "GET", "/things", ContractPolicyTest.resource("things.json"));

    @Override
    protected PolicyFactory<ContractOptions> factory() {
        return new ContractPolicyFactory();
    }

    @Override
    protected ContractOptions options() {
        return new ContractOptions();
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(); // there are no options
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(
                thing("{\"name\":\"ab\",\"content\":\"" + CANARY + "\",\"" + CANARY + "\":{\"" + CANARY + "\":1}}"),
                FakeExchange.to(list)
                        .subject(Subjects.agent())
                        .query("exact=true&other=" + CANARY)
                        .header("X-Other", CANARY));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(
                thing(CANARY),
                thing("{\"" + CANARY + "\":" + CANARY),
                thing("{\"name\":\"" + CANARY + "\",\"word\":\"" + CANARY + "\",\"kind\":\"" + CANARY + "\"}"),
                thing("{\"name\":\"ab\",\"content\":{\"" + CANARY + "\":1},\"never\":\"" + CANARY + "\"}"),
                thing("{\"name\":\"ab\",\"labels\":{\"" + CANARY + " " + CANARY + "\":\"" + CANARY + "\"}}"),
                thing("{\"name\":\"ab\"}").withoutHeader("Content-Type").header("Content-Type", "text/" + CANARY),
                thing("{\"name\":\"ab\"}").header("Content-Encoding", CANARY),
                FakeExchange.to(list).subject(Subjects.agent()).query("exact=" + CANARY + "&limit=" + CANARY),
                FakeExchange.to(list).subject(Subjects.agent()).query("exact=%" + CANARY),
                FakeExchange.to(list)
                        .subject(Subjects.agent())
                        .query("exact=true")
                        .body(CANARY));
    }

    private FakeExchange.Builder thing(String body) {
        return FakeExchange.to(create)
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body(body);
    }
}
