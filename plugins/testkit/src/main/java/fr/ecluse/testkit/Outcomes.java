package fr.ecluse.testkit;

import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ways in which an exchange can end, with times that are the same in every run. */
public final class Outcomes {

    private static final int CLIENT_CLOSED_REQUEST = 499;

    private Outcomes() {}

    /** The caller got the whole answer: 120 ms in all, 100 ms of them upstream. */
    public static Outcome completed() {
        return of(Result.COMPLETED, 200, Optional.empty(), 256, 0);
    }

    /** A policy refused. */
    public static Outcome refused(ErrorCode code) {
        return of(Result.REFUSED, code.status(), Optional.of(code), 128, 0);
    }

    /** The target failed. */
    public static Outcome failed(ErrorCode code) {
        return of(Result.FAILED, code.status(), Optional.of(code), 128, 0);
    }

    /** The caller left before anything was written. */
    public static Outcome cancelled() {
        return new Outcome(
                Result.CANCELLED,
                CLIENT_CLOSED_REQUEST,
                Optional.empty(),
                Duration.ofMillis(120),
                Optional.empty(),
                Duration.ofMillis(100),
                0,
                0);
    }

    /** An outcome with the usual times. */
    public static Outcome of(Result result, int status, Optional<ErrorCode> error, long bytes, long events) {
        return new Outcome(
                result,
                status,
                error,
                Duration.ofMillis(120),
                Optional.of(Duration.ofMillis(40)),
                Duration.ofMillis(100),
                bytes,
                events);
    }

    /** One of each kind. */
    public static List<Outcome> all() {
        return List.of(
                completed(),
                refused(ErrorCode.ACCESS_DENIED),
                failed(ErrorCode.UPSTREAM_ERROR),
                cancelled(),
                of(Result.CANCELLED, 200, Optional.empty(), 512, 3));
    }
}
