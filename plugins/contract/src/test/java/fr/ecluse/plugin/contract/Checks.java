package fr.ecluse.plugin.contract;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.util.Locale;
import java.util.Optional;

/** Requests, and what the policy says about them. */
final class Checks {

    private final ContractPolicy policy = new ContractPolicy();

    /** A request with JSON to an operation. */
    static FakeExchange.Builder json(FakeOperation operation, String body) {
        return FakeExchange.to(operation)
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body(body);
    }

    /** Why the policy refuses a request, if it does. */
    Optional<Refusal> refusal(FakeExchange.Builder builder) throws Exception {
        FakeExchange exchange = builder.build();
        policy.prepare(exchange.operation());
        try {
            policy.onRequest(exchange);
            return Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(e.refusal());
        }
    }

    /** Code, parameter and English message of the refusal, or {@code accepted}. */
    String told(FakeExchange.Builder builder) throws Exception {
        return refusal(builder)
                .map(refusal -> refusal.code().code() + " "
                        + refusal.param().orElse("-") + " "
                        + refusal.message().map(text -> text.in(Locale.ENGLISH)).orElse("-"))
                .orElse("accepted");
    }
}
