package fr.ecluse.spi.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 512}, {@code 64KB}, {@code 20MB} or {@code 1GB}; the units are powers of 1024.
 *
 * @param bytes the number, at least 0
 */
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("not a size: '" + text + "' (such as 64KB or 20MB)");
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        int shift = switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(form.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("too large a size: '" + text + "'");
        }
        return new ByteSize(number << shift);
    }

    /** The number as an {@code int}, capped at its largest value. */
    public int toInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
