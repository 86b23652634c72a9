package fr.ecluse.bench.stream;

import java.util.BitSet;

/** Notices what is wrong with the order of one stream's events. */
final class StreamCheck {
    private final int expected;
    private final BitSet seen;
    private int highest = -1;
    private int duplicated;
    private int reordered;
    private int unknown;

    /**
     * @param expected how many events there should be, numbered from 0
     */
    StreamCheck(int expected) {
        this.expected = expected;
        this.seen = new BitSet(expected);
    }

    void accept(int number) {
        if (number < 0 || number >= expected) {
            unknown++;
        } else if (seen.get(number)) {
            duplicated++;
        } else {
            seen.set(number);
            if (number < highest) {
                reordered++;
            }
            highest = Math.max(highest, number);
        }
    }

    /** Events that have come, each counted once. */
    int received() {
        return seen.cardinality();
    }

    /** Events that have not come; at the end of the stream, those that never will. */
    int lost() {
        return expected - seen.cardinality();
    }

    /** Events that came again. */
    int duplicated() {
        return duplicated;
    }

    /** Events that came after one with a higher number. */
    int reordered() {
        return reordered;
    }

    /** Events with a number that was never sent. */
    int unknown() {
        return unknown;
    }
}
