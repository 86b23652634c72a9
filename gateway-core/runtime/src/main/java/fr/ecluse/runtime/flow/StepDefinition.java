package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.spi.StepName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A step of a flow: a policy, a target, or the use of a template. Nothing else may stand in a flow. */
public sealed interface StepDefinition {

    /** The Camel URI, exactly as it is given to Camel. */
    String uri();

    /** {@code policy:<name>[?phase=…]}. */
    record PolicyRef(String uri, StepName step) implements StepDefinition {}

    /** {@code model:…}, {@code connector:…} or {@code builtin:…}. */
    record TargetRef(String uri, TargetKind kind) implements StepDefinition {}

    /** {@code kamelet:<template>[?<parameter>=<value>…]}. */
    record TemplateRef(String uri, String template, Map<String, String> parameters) implements StepDefinition {}

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if flows may not use it
     */
    static StepDefinition ofUri(String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        int question = uri.indexOf('?');
        String name = uri.substring(colon + 1, question < 0 ? uri.length() : question);
        Map<String, String> query = query(question < 0 ? "" : uri.substring(question + 1));
        if (uri.contains("{{")) {
            throw new IllegalArgumentException("'" + uri + "' has a placeholder, which only templates may");
        }
        if (scheme.equals("policy")) {
            Optional<String> phase = Optional.ofNullable(query.remove("phase"));
            requireEmpty(uri, query);
            return new PolicyRef(uri, new StepName(name, phase));
        }
        if (scheme.equals("kamelet")) {
            return new TemplateRef(uri, name, query);
        }
        TargetKind kind = TargetKind.ofScheme(scheme)
                .orElseThrow(() -> new IllegalArgumentException("'" + uri
                        + "' is not allowed in a flow: steps are policy:, model:, connector:, builtin: and kamelet:"));
        requireEmpty(uri, query);
        return new TargetRef(uri, kind);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    private static void requireEmpty(String uri, Map<String, String> query) {
        if (!query.isEmpty()) {
            throw new IllegalArgumentException("'" + uri + "' has options that it cannot have in a flow: "
                    + query.keySet() + "; options stand in the configuration");
        }
    }
}
