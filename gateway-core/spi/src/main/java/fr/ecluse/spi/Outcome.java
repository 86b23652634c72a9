package fr.ecluse.spi;

import fr.ecluse.spi.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * How an exchange ended.
 *
 * @param result in one word
 * @param status the HTTP status that was sent; 499 when the caller left before any was
 * @param error the code of the error that the caller was told, also inside a stream
 * @param total from the request's first byte to the answer's last
 * @param firstByte from the request's first byte to the answer's first, if there was one
 * @param upstream the part of {@code total} spent waiting for the target
 * @param bytes the length of the answer's body as far as it was written
 * @param events the number of events written, for a stream
 */
public record Outcome(
        Result result,
        int status,
        Optional<ErrorCode> error,
        Duration total,
        Optional<Duration> firstByte,
        Duration upstream,
        long bytes,
        long events) {

    /** The ways in which an exchange ends. */
    public enum Result {
        /** The caller got the whole answer. */
        COMPLETED,
        /** A policy, the gate or the target decided against the request. */
        REFUSED,
        /** The target or the gateway failed, be it a policy that could not decide. */
        FAILED,
        /** The caller left before the end. */
        CANCELLED
    }

    /** The time that the gateway itself took. */
    public Duration overhead() {
        Duration own = total.minus(upstream);
        return own.isNegative() ? Duration.ZERO : own;
    }
}
