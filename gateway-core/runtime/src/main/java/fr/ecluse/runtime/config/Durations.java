package fr.ecluse.runtime.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written form of durations: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 24h}, {@code 1d}, or ISO 8601. */
final class Durations {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads the written form.
     *
     * @throws RuntimeException if it is none
     */
    static Duration parse(String text) {
        Matcher form = SHORT.matcher(text);
        if (!form.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
