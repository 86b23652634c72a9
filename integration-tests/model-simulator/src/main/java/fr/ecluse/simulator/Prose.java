package fr.ecluse.simulator;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.SplittableRandom;

/**
 * Endless prose from a seed: the same sentences, in an order that the seed gives, over and over. A text is not held;
 * each token is looked up when it is asked for, so that thousands of long streams cost no memory.
 */
final class Prose extends AbstractList<String> implements RandomAccess {
    private static final List<List<String>> SENTENCES = sentences();

    private final int length;
    private final int[] order;
    /** Where each sentence of the order ends, in tokens from the beginning of the round. */
    private final int[] ends;

    private Prose(int length, int[] order, int[] ends) {
        this.length = length;
        this.order = order;
        this.ends = ends;
    }

    /** The first tokens of the seed's prose. */
    static List<String> of(long seed, int tokens) {
        int[] order = shuffled(seed);
        int[] ends = new int[order.length];
        int end = 0;
        for (int i = 0; i < order.length; i++) {
            end += SENTENCES.get(order[i]).size();
            ends[i] = end;
        }
        return new Prose(tokens, order, ends);
    }

    @Override
    public String get(int index) {
        Objects.checkIndex(index, length);
        int inRound = index % ends[ends.length - 1];
        int found = Arrays.binarySearch(ends, inRound + 1);
        int sentence = found < 0 ? -found - 1 : found;
        int start = sentence == 0 ? 0 : ends[sentence - 1];
        String token = SENTENCES.get(order[sentence]).get(inRound - start);
        return index == 0 ? token.stripLeading() : token;
    }

    @Override
    public int size() {
        return length;
    }

    private static int[] shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[SENTENCES.size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static List<List<String>> sentences() {
        return """
                A lock lifts a boat from one reach of the canal to the next.
                The keeper closes the lower gates before the upper sluices open.
                Water fills the chamber slowly, and the barge rises with it.
                Nobody passes while the two levels differ.
                In summer the reservoirs run low and boats share each locking.
                The towpath follows the canal under a line of plane trees.
                A staircase of seven locks climbs the hill near the old town.
                The oldest gates were made of oak and lasted forty years.
                Grain, wine and salt once travelled this way to the sea.
                A bell on the lock house tells the keeper that a boat is waiting.
                Each reach is named after the village that it serves.
                The tunnel is so narrow that only one boat fits at a time.
                Every passage is written down in the register of the day.
                At night the lamps along the basin are lit one by one.
                An engineer measures the leakage of the gates each spring.
                The aqueduct carries the canal high above the river.
                Herons stand in the shallows and wait for fish.
                Ice closes the summit reach for a few weeks in winter.
                The pump returns the water that each descent has spent.
                A short blast of the horn asks for the bridge to be raised.
                The ropes are wet and heavy after the rain.
                Some travellers leave the boat and walk to the next lock.
                The mason's marks can still be read on the chamber walls.
                When both gates are shut, the whole reach is calm.
                """.lines().map(line -> List.copyOf(TextTokens.of(" " + line))).toList();
    }
}
