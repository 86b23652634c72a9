package fr.ecluse.simulator;

/**
 * When the tokens of an answer come.
 *
 * @param firstTokenMillis time from the request to the first token
 * @param tokensPerSecond rate from there on; 0 means all at once
 */
record Pace(int firstTokenMillis, double tokensPerSecond) {
    static final Pace IMMEDIATE = new Pace(0, 0);

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    Pace {
        if (firstTokenMillis < 0 || !(tokensPerSecond >= 0)) {
            throw new IllegalArgumentException("a pace cannot be negative");
        }
    }

    /** Nanoseconds from the request to the token with this index, counted from 0. */
    long dueNanos(int token) {
        long first = firstTokenMillis * NANOS_PER_MILLI;
        return tokensPerSecond == 0 ? first : first + (long) (token * NANOS_PER_SECOND / tokensPerSecond);
    }
}
