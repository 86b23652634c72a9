package org.example.textlimit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import fr.ecluse.testkit.PolicyHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every policy, and what this one is for. */
class TextLimitPolicyTest extends PolicyContractTest<TextLimitOptions> {

    @Override
    protected PolicyFactory<TextLimitOptions> factory() {
        return new TextLimitPolicyFactory();
    }

    @Override
    protected TextLimitOptions options() {
        return new TextLimitOptions(40);
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        return List.of(() -> new TextLimitOptions(0));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(saying(CANARY), FakeExchange.chat().body(""));
    }

    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(saying(CANARY + " and more than forty characters in all"));
    }

    @Test
    void theRefusalSaysHowLongTheTextsAreAndMayBe(@TempDir Path folder) {
        // Given a text of 41 characters, one of which takes two chars of Java and four bytes of UTF-8
        FakeExchange exchange = saying("🛶".concat("a".repeat(40))).build();

        // When
        Refusal refusal = PolicyHarness.of(
                        "text-limit", factory().create(options(), new FakeContext("text-limit", folder)))
                .run(exchange, PolicyHarness.json("{}"))
                .refusal()
                .orElseThrow();

        // Then
        assertThat(refusal.message().orElseThrow().in(Locale.ENGLISH))
                .isEqualTo("The texts of this request have 41 characters together; 40 are allowed.");
    }

    private static FakeExchange.Builder saying(String text) {
        return FakeExchange.chat()
                .body("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }
}
