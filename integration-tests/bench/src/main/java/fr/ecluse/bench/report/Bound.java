package fr.ecluse.bench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A limit that a figure keeps or breaks.
 *
 * @param direction which side of the limit is good
 * @param limit the last good value
 * @param unit of the limit and of the values compared with it; × for a ratio
 */
public record Bound(Direction direction, double limit, String unit) {
    /** How near to the limit a comparison is so close that a few rounds do not decide it. */
    private static final double CLOSE = 0.10;

    /** Which side of the limit is good. */
    public enum Direction {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }
    }

    public static Bound atLeast(double limit, String unit) {
        return new Bound(Direction.AT_LEAST, limit, unit);
    }

    public static Bound atMost(double limit, String unit) {
        return new Bound(Direction.AT_MOST, limit, unit);
    }

    public boolean keptBy(double value) {
        return switch (direction) {
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
        };
    }

    /** Whether the value is within a tenth of the limit, on either side. */
    public boolean isCloseTo(double value) {
        return Math.abs(value - limit) <= CLOSE * Math.abs(limit);
    }

    @Override
    public String toString() {
        String number = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(limit);
        return direction.sign + " " + number + (unit.isEmpty() ? "" : " " + unit);
    }
}
