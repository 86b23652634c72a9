package fr.ecluse.bench.stream;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the content of each event says of it, written {@code #<number>@<time>#}. Nothing else in an event has a
 * {@code #}, so the mark is found without reading the JSON around it.
 *
 * @param number of the event in its stream, from 0
 * @param sentMicros when it was sent, in microseconds since 1970
 */
record Mark(int number, long sentMicros) {
    private static final byte EDGE = '#';
    private static final byte SEPARATOR = '@';
    private static final int TEN = 10;

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    String text() {
        return "#" + number + "@" + sentMicros + "#";
    }

    /** The mark in a line of a stream; empty if there is none, or only a broken one. */
    static Optional<Mark> in(Buffer line) {
        int first = find(line, EDGE, 0);
        int separator = find(line, SEPARATOR, first + 1);
        int last = find(line, EDGE, separator + 1);
        if (first == line.length() || separator == line.length() || last == line.length()) {
            return Optional.empty();
        }
        long number = digits(line, first + 1, separator);
        long micros = digits(line, separator + 1, last);
        return number < 0 || number > Integer.MAX_VALUE || micros < 0
                ? Optional.empty()
                : Optional.of(new Mark((int) number, micros));
    }

    /** Where the byte stands, or the length of the line. */
    private static int find(Buffer line, byte wanted, int from) {
        int at = from;
        while (at < line.length() && line.getByte(at) != wanted) {
            at++;
        }
        return Math.min(at, line.length());
    }

    /** The number written there, or -1. */
    private static long digits(Buffer line, int from, int to) {
        if (from == to) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = line.getByte(at) - '0';
            if (digit < 0 || digit >= TEN) {
                return -1;
            }
            number = number * TEN + digit;
        }
        return number;
    }
}
