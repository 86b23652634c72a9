package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ^a$      | a     | true
                    ^a$      | `a
                    `        | false
                    b        | abc   | true
                    ^b       | abc   | false
                    a\\$     | a$    | true
                    [$]      | $     | true
                    [a[b]    | [     | true
                    [a&&b]   | &     | true
                    [a&&b]   | a     | true
                    [^a[]    | [     | false
                    [a\\]b]+$ | a]b  | true
                    ^\\[x\\]$ | [x]  | true
                    a$|^b    | xa    | true
                    ^\\d+$   | 12    | true
                    """)
    void expressionsMeanWhatEcmaSaysTheyMean(String expression, String text, boolean matches) {
        assertThat(new EcmaPattern(expression.strip()).matches(text)).isEqualTo(matches);
    }

    @Test
    void whatIsNoExpressionIsRefused() {
        assertThatThrownBy(() -> new EcmaPattern("(")).isInstanceOf(PatternSyntaxException.class);
        assertThat(EcmaPattern.translate("a\\")).isEqualTo("a\\");
    }

    @Test
    void anEndlessMatchEndsWhenItsThreadIsInterrupted() throws InterruptedException {
        EcmaPattern pattern = new EcmaPattern("^(a|aa|aaa|b?a)+$");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                pattern.matches("a".repeat(60) + "!");
            } catch (SchemaException e) {
                end.set(e);
            }
        });

        assertThat(thread.join(Duration.ofMillis(200))).as("ended by itself").isFalse();
        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(5)))
                .as("ended when interrupted")
                .isTrue();
        assertThat(end.get()).hasMessageContaining("interrupted");
    }

    @Test
    void aMatchThatNeedsTooMuchStackIsAFailureNotACrash() {
        EcmaPattern pattern = new EcmaPattern("^(a|b)*$");

        assertThatThrownBy(() -> pattern.matches("ab".repeat(5_000_000))).isInstanceOf(SchemaException.class);
    }
}
