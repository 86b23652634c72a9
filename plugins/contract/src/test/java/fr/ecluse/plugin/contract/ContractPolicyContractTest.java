package fr.ecluse.plugin.contract;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import fr.ecluse.testkit.Subjects;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ContractPolicyContractTest extends PolicyContractTest<ContractOptions> {

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
        return List.of();
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(chat(messages("\"user\"", "\"" + CANARY + "\"")));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(
                chat(messages("\"" + CANARY + "\"", "\"text\"")),
                chat(messages("\"user\"", "{\"" + CANARY + "\":1}")),
                chat(messages("\"user\"", "\"text\"").replace("}]", "}],\"tools\":[{\"" + CANARY + "\":1}]")),
                chat(messages("\"user\"", "\"text\"").replace("}]", "}],\"stop\":{\"" + CANARY + "\":1}")),
                chat("{\"" + CANARY),
                chat("{\"" + CANARY + "\":1,\"" + CANARY + "\":2}"),
                chat("{}").withoutHeader("Content-Type").header("Content-Type", "text/" + CANARY),
                chat("{}").withoutHeader("Content-Type").header("Content-Type", "application/json;charset=" + CANARY),
                chat("{}").header("Content-Encoding", CANARY),
                chat("{}").header("X-Ecluse-Sensitivity", CANARY),
                chat("{}").query("a=%" + CANARY));
    }

    private static FakeExchange.Builder chat(String body) {
        return FakeExchange.to(Cases.ai("createChatCompletion"))
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body(body);
    }

    private static String messages(String role, String content) {
        return "{\"model\":\"chat\",\"messages\":[{\"role\":" + role + ",\"content\":" + content + "}]}";
    }
}
