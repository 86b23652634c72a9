package fr.ecluse.seeds;

import java.util.stream.LongStream;

/**
 * The seeds of a property test: the same ones in every build, and more and other ones in the long checks. The system
 * property {@code seeds.first} says where they begin (0), {@code seeds.factor} how many times the usual
 * number they are (1). A case depends on its seed alone, so a failing one is repeated by beginning with its seed.
 */
public final class Seeds {

    private Seeds() {}

    /**
     * The seeds to run with, in rising order.
     *
     * @param usual how many cases an everyday build tries
     */
    public static LongStream of(int usual) {
        return LongStream.range(first(), first() + count(usual));
    }

    private static long first() {
        return Long.getLong("seeds.first", 0);
    }

    private static long count(int usual) {
        return (long) usual * Integer.getInteger("seeds.factor", 1);
    }
}
