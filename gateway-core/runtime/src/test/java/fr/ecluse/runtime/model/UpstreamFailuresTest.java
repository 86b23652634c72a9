package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Servers that cannot be asked")
class UpstreamFailuresTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final UpstreamFailures failures = new UpstreamFailures(now::get);

    @Test
    void areToldAtOnceAndThenOnceASecondWithACount() {
        assertThat(line("one:1")).contains("one:1").contains("cannot be asked").contains("refused");
        for (int i = 0; i < 5; i++) {
            assertThat(failures.line("one:1", null)).isEmpty();
        }
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(line("one:1")).contains("6 times").contains("refused");
        assertThat(failures.line("one:1", null)).isEmpty();
    }

    @Test
    void areToldApart() {
        line("one:1");

        assertThat(line("two:1")).contains("two:1");
    }

    private String line(String server) {
        return failures.line(server, new IOException("refused")).orElseThrow();
    }
}
