package fr.ecluse.bench.row;

import fr.ecluse.bench.load.WarmUp;
import fr.ecluse.bench.stats.Rounds;
import java.time.Duration;

/**
 * How long and how often the rows measure.
 *
 * @param rounds of every comparison
 * @param warmUp load on a server before its first measurement
 * @param load duration of one measurement of throughput
 * @param latency duration of one measurement of latency
 * @param streams how many are open at the same time
 * @param streamTime from the first event of a stream to its last
 * @param starts of the gateway
 * @param swap duration of the load under which rules change
 * @param soak duration of the soak
 */
public record Plan(
        Rounds rounds,
        WarmUp warmUp,
        Duration load,
        Duration latency,
        int streams,
        Duration streamTime,
        int starts,
        Duration swap,
        Duration soak) {

    /** What the promised figures are judged by. */
    public static Plan full(int closePairs, Duration soak) {
        return new Plan(
                new Rounds(Math.min(3, closePairs), closePairs),
                new WarmUp(Duration.ofSeconds(5), 6, 18),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                2000,
                Duration.ofSeconds(20),
                5,
                Duration.ofSeconds(30),
                soak);
    }

    /** Shows in a few minutes that everything runs; its figures are hints. */
    public static Plan quick(int closePairs, Duration soak) {
        return new Plan(
                new Rounds(1, closePairs),
                new WarmUp(Duration.ofSeconds(3), 4, 15),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                200,
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(10),
                soak);
    }
}
