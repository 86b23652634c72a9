package fr.ecluse.runtime.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A route template, used in flows as {@code kamelet:<id>?<parameter>=<value>}. Its steps take the place of that step
 * when the flow is loaded, so that the flow which runs shows every step that runs.
 *
 * @param id the template's id
 * @param parameters what a use may or must give
 * @param uris its steps, in order, with {@code {{parameter}}} where a parameter's value goes
 */
public record TemplateDefinition(String id, List<Parameter> parameters, List<String> uris) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z0-9-]+)}}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._@/-]*");

    /**
     * A parameter of a template.
     *
     * @param defaultValue what holds when it is not given; null if it must be
     */
    public record Parameter(String name, @Nullable String defaultValue) {}

    public TemplateDefinition {
        parameters = List.copyOf(parameters);
        uris = List.copyOf(uris);
    }

    /**
     * The steps with values in them.
     *
     * @throws IllegalArgumentException if a value is missing, unknown, or could change the shape of a URI
     */
    List<String> with(Map<String, String> given) {
        Map<String, String> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            String value = given.getOrDefault(parameter.name(), parameter.defaultValue());
            if (value == null) {
                throw new IllegalArgumentException("parameter '" + parameter.name() + "' is missing");
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "parameter '" + parameter.name() + "' has a value of odd characters");
            }
            values.put(parameter.name(), value);
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("there is no parameter '" + name + "'");
            }
        }
        return uris.stream().map(uri -> fill(uri, values)).toList();
    }

    private static String fill(String uri, Map<String, String> values) {
        return PLACEHOLDER.matcher(uri).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("'" + uri + "' uses a parameter that is not declared");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
