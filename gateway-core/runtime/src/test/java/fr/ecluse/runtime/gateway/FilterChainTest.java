package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The filters of a stream")
class FilterChainTest {

    private final FilterChain chain = new FilterChain();
    private final List<String> told = new ArrayList<>();

    @Test
    void areToldOfAPauseAfterTheirOwn() throws Exception {
        // Given
        chain.add(new Watcher("long", Duration.ofMillis(250)));
        chain.add(new Watcher("short", Duration.ofMillis(100)));

        // When no event comes for 450 ms
        chain.event(StreamEvent.ofData("x"));
        List<Long> waits = waitFor(Duration.ofMillis(450));

        // Then
        assertThat(waits).containsExactly(100L, 100L, 50L, 50L, 100L, 50L);
        assertThat(told).containsExactly("short", "short", "long", "short", "short");
    }

    @Test
    void areNotToldWhenAnEventComesInTime() throws Exception {
        // Given
        chain.add(new Watcher("long", Duration.ofMillis(250)));
        chain.add(new Watcher("short", Duration.ofMillis(100)));
        waitFor(Duration.ofMillis(200));
        told.clear();

        // When
        chain.event(StreamEvent.ofData("x"));
        waitFor(Duration.ofMillis(200));

        // Then
        assertThat(told).containsExactly("short", "short");
    }

    @Test
    void countFromWhatAnEarlierFilterLetGo() throws Exception {
        // Given
        chain.add(new Holder(Duration.ofMillis(100)));
        chain.add(new Watcher("second", Duration.ofMillis(150)));

        // When
        List<StreamEvent> atOnce = chain.event(StreamEvent.ofData("x"));
        List<StreamEvent> later = chain.idle(Duration.ofMillis(100));

        // Then
        assertThat(atOnce).isEmpty();
        assertThat(later)
                .extracting(event -> new String(event.data(), StandardCharsets.UTF_8))
                .containsExactly("x");
        waitFor(Duration.ofMillis(140));
        assertThat(told).isEmpty();
        waitFor(Duration.ofMillis(10));
        assertThat(told).containsExactly("second");
    }

    @Test
    void letTheThreadWaitForEvents() {
        chain.add(new Watcher("hasty", Duration.ZERO));

        assertThat(chain.untilIdle()).contains(Duration.ofMillis(1));
    }

    @Test
    void mayWantToHearOfNoPause() throws Exception {
        chain.add((event, output) -> output.emit(event));

        assertThat(chain.untilIdle()).isEmpty();
        assertThat(chain.idle(Duration.ofMinutes(1))).isEmpty();
    }

    /** Waits as the chain wishes; says how long each wait was, in milliseconds. */
    private List<Long> waitFor(Duration pause) throws Exception {
        List<Long> waits = new ArrayList<>();
        Duration left = pause;
        while (left.isPositive()) {
            Duration wish = chain.untilIdle().orElseThrow();
            Duration wait = wish.compareTo(left) < 0 ? wish : left;
            chain.idle(wait);
            waits.add(wait.toMillis());
            left = left.minus(wait);
        }
        return waits;
    }

    private final class Watcher implements StreamFilter {
        private final String name;
        private final Duration pause;

        Watcher(String name, Duration pause) {
            this.name = name;
            this.pause = pause;
        }

        @Override
        public void onEvent(StreamEvent event, StreamOutput output) {
            output.emit(event);
        }

        @Override
        public Optional<Duration> idleAfter() {
            return Optional.of(pause);
        }

        @Override
        public void onIdle(StreamOutput output) {
            told.add(name);
        }
    }

    private static final class Holder implements StreamFilter {
        private final List<StreamEvent> held = new ArrayList<>();
        private final Duration pause;

        Holder(Duration pause) {
            this.pause = pause;
        }

        @Override
        public void onEvent(StreamEvent event, StreamOutput output) {
            held.add(event);
        }

        @Override
        public Optional<Duration> idleAfter() {
            return held.isEmpty() ? Optional.empty() : Optional.of(pause);
        }

        @Override
        public void onIdle(StreamOutput output) {
            held.forEach(output::emit);
            held.clear();
        }
    }
}
