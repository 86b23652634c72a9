package fr.ecluse.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something to evaluate with a built-in.
 *
 * @param builtin its name in {@code capabilities.json}
 * @param rule what stands behind {@code :=} of a rule that uses it
 * @param expected the rule's value; null where the rule must be undefined
 */
record BuiltinCase(String builtin, String rule, @Nullable JsonNode expected) {

    static List<BuiltinCase> all() throws IOException {
        try (InputStream cases = BuiltinCase.class.getResourceAsStream("/builtins.json")) {
            return List.of(new JsonMapper().readValue(Objects.requireNonNull(cases), BuiltinCase[].class));
        }
    }
}
