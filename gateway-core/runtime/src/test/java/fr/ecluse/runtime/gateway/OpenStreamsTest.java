package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The number of open streams")
class OpenStreamsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void ofAFlowGoesOnWhenTheFlowIsReplaced() {
        OpenStreams streams = new OpenStreams(meters);
        streams.of("chat").incrementAndGet();
        // when the file of the flow changed, and a route of the same name begins
        streams.of("chat").incrementAndGet();
        streams.of("other").incrementAndGet();

        assertThat(open("chat")).isEqualTo(2);
        assertThat(open("other")).isEqualTo(1);

        streams.of("chat").decrementAndGet();
        assertThat(open("chat")).isEqualTo(1);
    }

    private double open(String flow) {
        return meters.get("ecluse_streams_open").tag("flow", flow).gauge().value();
    }
}
