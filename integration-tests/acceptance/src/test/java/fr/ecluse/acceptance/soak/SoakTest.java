package fr.ecluse.acceptance.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Minutes at half of the rate that the callers reach at most, while Netty watches every buffer. The first segment fills
 * caches and pools.
 */
@Tag("soak")
@DisplayName("Minutes under load")
class SoakTest {

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 2));
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final int SEGMENTS = 6;
    private static final double SHARE = 0.5;
    private static final double PERCENT = 5;
    // Pools and the JMX connection itself come and go by a few.
    private static final int SLACK = 10;
    private static final long SLACK_BYTES = 1_000_000;
    private static final String LEAK_RECORD = "io.netty.util.ResourceLeakDetector$DefaultResourceLeak";

    @Test
    void leaveNothingBehind() throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start("--no-record");
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .systemProperty("io.netty.leakDetection.level", "paranoid")
                        .start();
                JMXConnector jmx = gateway.jmx()) {
            MBeanServerConnection jvm = jmx.getMBeanServerConnection();
            MixedLoad load = new MixedLoad(gateway);
            double warm = load.full(WARM_UP);
            double full = load.full(MEASURE);
            assertThat(histogram(jvm)).as("Netty watches its buffers").contains(LEAK_RECORD);

            List<Footprint> footprints = new ArrayList<>();
            for (int segment = 0; segment < SEGMENTS; segment++) {
                load.steady(LENGTH.dividedBy(SEGMENTS), SHARE * full);
                footprints.add(Footprint.of(jvm));
            }

            System.out.printf("full load %.0f (warm-up %.0f) requests/s; %s%n", full, warm, footprints);
            assertThat(load.faults()).isEmpty();
            assertThat(gateway.log()).doesNotContain("LEAK:");
            Footprint first = footprints.getFirst();
            assertThat(footprints).allSatisfy(footprint -> {
                assertThat(footprint.heap()).isCloseTo(first.heap(), withinPercentage(PERCENT));
                assertThat(footprint.direct()).isLessThanOrEqualTo(first.direct() + SLACK_BYTES);
                assertThat(footprint.threads()).isLessThanOrEqualTo(first.threads() + SLACK);
                assertThat(footprint.files()).isLessThanOrEqualTo(first.files() + SLACK);
            });
        }
    }

    private static String histogram(MBeanServerConnection jvm) throws Exception {
        return (String) jvm.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[] {"-all"}},
                new String[] {String[].class.getName()});
    }
}
