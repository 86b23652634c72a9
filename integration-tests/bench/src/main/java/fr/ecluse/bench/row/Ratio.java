package fr.ecluse.bench.row;

import java.util.Locale;

/** How the report writes a ratio. */
final class Ratio {
    private static final double LARGE = 10;

    private Ratio() {}

    static String text(double ratio) {
        return String.format(Locale.ROOT, ratio < LARGE ? "%.2f ×" : "%,.0f ×", ratio);
    }
}
