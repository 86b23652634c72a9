package fr.ecluse.spi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a step: a policy, and the phase it runs in where the policy has phases. Written {@code dlp@detect}.
 *
 * @param policy the policy's name
 * @param phase the phase, or empty
 */
public record StepName(String policy, Optional<String> phase) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");

    public StepName {
        requireWord(policy);
        phase.ifPresent(StepName::requireWord);
    }

    /** A step of a policy without phases. */
    public static StepName of(String policy) {
        return new StepName(policy, Optional.empty());
    }

    /** Reads {@code policy} or {@code policy@phase}. */
    public static StepName parse(String text) {
        int at = text.indexOf('@');
        return at < 0 ? of(text) : new StepName(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }

    /** Whether this step does what a requirement names: the same step, or any phase where none is named. */
    public boolean satisfies(StepName required) {
        return policy.equals(required.policy) && (required.phase.isEmpty() || required.phase.equals(phase));
    }

    private static void requireWord(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("not a step name: '" + word + "'");
        }
    }

    @Override
    public String toString() {
        return phase.map(p -> policy + "@" + p).orElse(policy);
    }
}
