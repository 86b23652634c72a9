package fr.ecluse.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamCheckTest {

    private static StreamCheck after(int expected, int... numbers) {
        StreamCheck check = new StreamCheck(expected);
        for (int number : numbers) {
            check.accept(number);
        }
        return check;
    }

    private static void assertFaults(StreamCheck check, int lost, int duplicated, int reordered, int unknown) {
        assertThat(new int[] {check.lost(), check.duplicated(), check.reordered(), check.unknown()})
                .as("lost, duplicated, reordered, unknown")
                .containsExactly(lost, duplicated, reordered, unknown);
    }

    @Test
    void findsNothingWrongWithACompleteStreamInOrder() {
        assertFaults(after(4, 0, 1, 2, 3), 0, 0, 0, 0);
    }

    @Test
    void countsEventsThatNeverCame() {
        assertFaults(after(5, 0, 2, 4), 2, 0, 0, 0);
        assertFaults(after(5, 0, 1, 2), 2, 0, 0, 0);
        assertFaults(after(5), 5, 0, 0, 0);
    }

    @Test
    void countsEventsThatCameAgain() {
        assertFaults(after(3, 0, 1, 1, 2, 1), 0, 2, 0, 0);
    }

    @Test
    void countsEventsThatCameLate() {
        assertFaults(after(4, 0, 2, 1, 3), 0, 0, 1, 0);
        assertFaults(after(4, 3, 2, 1, 0), 0, 0, 3, 0);
    }

    @Test
    void tellsLossDuplicationAndDisorderApart() {
        assertFaults(after(6, 0, 3, 1, 3, 5), 2, 1, 1, 0);
    }

    @Test
    void countsEventsThatWereNeverSent() {
        assertFaults(after(2, 0, 1, 2, 7), 0, 0, 0, 2);
    }
}
