package fr.ecluse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WrkResultTest {
    private static final String CLEAN = """
            Running 2s test @ http://127.0.0.1:8080/v1/chat/completions
              2 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.21ms  310.02us   9.12ms   81.21%
                Req/Sec    26.51k     1.20k   28.90k    70.00%
              105512 requests in 2.00s, 86.53MB read
            Requests/sec:  52756.00
            Transfer/sec:     43.27MB
            bench requests=105512 duration_us=2000000 status=0 connect=0 read=0 write=0 timeout=0 p50_us=1190 p99_us=2210
            """;

    @Test
    void readsTheLineOfTheScript() {
        WrkResult result = WrkResult.parse(CLEAN);

        assertThat(result).isEqualTo(new WrkResult(105_512, 2.0, 0, 0, 1190, 2210));
        assertThat(result.perSecond()).isEqualTo(52_756);
        assertThat(result.isClean()).isTrue();
    }

    @Test
    void isNotCleanWithErrorAnswers() {
        WrkResult result = WrkResult.parse(CLEAN.replace("status=0", "status=7"));

        assertThat(result.badAnswers()).isEqualTo(7);
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void countsAllWaysInWhichAConnectionBreaks() {
        WrkResult result = WrkResult.parse(CLEAN.replace("connect=0", "connect=1")
                .replace("read=0", "read=2")
                .replace("write=0", "write=3")
                .replace("timeout=0", "timeout=4"));

        assertThat(result.brokenConnections()).isEqualTo(10);
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void isNotCleanWithoutAnyAnswer() {
        assertThat(WrkResult.parse(CLEAN.replace("requests=105512", "requests=0"))
                        .isClean())
                .isFalse();
    }

    @Test
    void refusesOutputWithoutResult() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WrkResult.parse("unable to connect to 127.0.0.1:1 Connection refused"))
                .withMessageContaining("Connection refused");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WrkResult.parse(CLEAN.replace("p50_us=1190 ", "")))
                .withMessageContaining("p50_us");
    }
}
