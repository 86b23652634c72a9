package fr.ecluse.runtime.config;

import java.util.Map;

/**
 * Configuration from one place, as dotted keys: {@code ecluse.flows."ai.chat".identity.issuers[0].url}.
 *
 * @param name what it is called in error messages, such as a file's name
 * @param ordinal its rank; the highest wins
 * @param values the values by key; keys outside {@code ecluse.} are no concern of ours
 */
public record ConfigSource(String name, int ordinal, Map<String, String> values) {

    public ConfigSource {
        values = Map.copyOf(values);
    }
}
