package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Pieces between the event loop and the exchange's thread")
class PieceQueueTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** A source that notes what it is told. */
    private static class Noting implements PieceQueue.Source {

        final List<String> told = new ArrayList<>();

        @Override
        public void pause() {
            told.add("pause");
        }

        @Override
        public void resume() {
            told.add("resume");
        }
    }

    @Test
    void holdTheirSourceBackWhileTheyAreMany() throws Exception {
        Noting source = new Noting();
        PieceQueue queue = new PieceQueue(20, 10, source, Runnable::run);
        queue.add(new byte[20]);
        assertThat(source.told).isEmpty();

        queue.add(new byte[5]);
        queue.add(new byte[1]); // what was under way already
        assertThat(source.told).containsExactly("pause");

        queue.take(SOON);
        queue.take(SOON);
        queue.take(SOON);
        assertThat(source.told).containsExactly("pause", "resume");
    }

    @Test
    void thatAreTakenWhileTheSourceIsBeingPausedLetItGoOn() {
        TakenFrom source = new TakenFrom();

        source.queue.add(new byte[25]);

        assertThat(source.told).containsExactly("pause", "resume");
    }

    /** A source whose piece is taken just when it is told to pause. */
    private static final class TakenFrom extends Noting {

        final PieceQueue queue = new PieceQueue(20, 10, this, Runnable::run);

        @Override
        public void pause() {
            super.pause();
            take(queue);
        }
    }

    @Test
    @Timeout(60)
    void neverStopForGoodHoweverTheThreadsMeet() throws Exception {
        int pieces = 100_000;
        try (ExecutorService eventLoop = Executors.newSingleThreadExecutor()) {
            Counting source = new Counting(pieces, eventLoop);
            eventLoop.execute(source::resume);

            int taken = 0;
            while (takeAtOnce(source.queue).isPresent()) {
                taken++;
            }

            assertThat(taken).isEqualTo(pieces);
        }
    }

    /** Takes without sleeping, so that it is as quick as the event loop. */
    private static Optional<byte[]> takeAtOnce(PieceQueue queue) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                return queue.take(Duration.ZERO);
            } catch (RefusalException e) {
                assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            }
        }
    }

    /** A source that gives its pieces as fast as they are taken; each of them fills the queue. */
    private static final class Counting implements PieceQueue.Source {

        final PieceQueue queue;
        private final ExecutorService eventLoop;
        private int left; // event loop only
        private boolean paused; // event loop only

        Counting(int pieces, ExecutorService eventLoop) {
            this.left = pieces;
            this.eventLoop = eventLoop;
            this.queue = new PieceQueue(0, 1, this, eventLoop);
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            eventLoop.execute(this::give);
        }

        private void give() {
            while (!paused && left > 0) {
                queue.add(new byte[1]);
                left--;
                if (left == 0) {
                    queue.end();
                }
            }
        }
    }

    @Test
    void thatDoNotComeInTimeAreATimeout() {
        PieceQueue queue = new PieceQueue(20, 10, new Noting(), Runnable::run);

        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> queue.take(Duration.ZERO))
                .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT));
    }

    @Test
    void thatCameBeforeTheAnswerBrokeOffAreStillThere() {
        PieceQueue queue = new PieceQueue(20, 10, new Noting(), Runnable::run);
        queue.add(new byte[] {7});
        queue.fail(new IllegalStateException("reset"));

        assertThat(take(queue)).hasValue(new byte[] {7});
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> queue.take(SOON))
                .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.UPSTREAM_ERROR));
    }

    private static Optional<byte[]> take(PieceQueue queue) {
        try {
            return queue.take(SOON);
        } catch (RefusalException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
