package fr.ecluse.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Carries everything that is wrong with it, not only the first find. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems what is wrong, at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.getFirst().toString();
        }
        return problems.stream()
                .map(problem -> "\n- " + problem)
                .collect(Collectors.joining("", problems.size() + " problems in the configuration:", ""));
    }

    /**
     * One thing that is wrong.
     *
     * @param key the full key
     * @param message what is wrong with it, and what would be right; no secret's value
     */
    public record Problem(String key, String message) {

        @Override
        public String toString() {
            return key + ": " + message;
        }
    }
}
