package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.NamedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the Camel YAML of flows and templates, as far as flows may use it: {@code route} and {@code routeTemplate},
 * {@code from}, {@code steps} and {@code to}. Whatever else Camel would understand is refused by name, because it could
 * reach the outside or change a message behind the policies.
 */
final class FlowReader {

    private final String file;
    private final List<FlowDefinition> flows = new ArrayList<>();
    private final List<TemplateDefinition> templates = new ArrayList<>();

    private FlowReader(String file) {
        this.file = file;
    }

    /** What a set of files defines. */
    record Definitions(List<FlowDefinition> flows, List<TemplateDefinition> templates) {}

    /**
     * Reads all files of a folder.
     *
     * @throws FlowException naming the file and what is not allowed
     */
    static Definitions read(List<NamedText> files) {
        Definitions all = new Definitions(new ArrayList<>(), new ArrayList<>());
        for (NamedText file : files) {
            FlowReader reader = new FlowReader(file.name());
            reader.document(file);
            all.flows().addAll(reader.flows);
            all.templates().addAll(reader.templates);
        }
        return all;
    }

    private void document(NamedText text) {
        Object document;
        try {
            document = new Load(LoadSettings.builder()
                            .setAllowDuplicateKeys(false)
                            .setMaxAliasesForCollections(10)
                            .build())
                    .loadFromString(text.text());
        } catch (YamlEngineException e) {
            throw problem("not YAML: " + e.getMessage());
        }
        for (Object entry : list(document, "the document")) {
            Map<String, Object> map = map(entry, "an entry");
            only(map, Set.of("route", "routeTemplate"), "the document");
            if (map.containsKey("route")) {
                route(map(map.get("route"), "route"));
            } else {
                template(map(map.get("routeTemplate"), "routeTemplate"));
            }
        }
    }

    private void route(Map<String, Object> route) {
        only(route, Set.of("id", "description", "from"), "route");
        String id = string(route.get("id"), "route.id");
        Map<String, Object> from = map(route.get("from"), "from");
        only(from, Set.of("uri", "description", "steps"), "from");
        String uri = string(from.get("uri"), "from.uri");
        if (!uri.startsWith("gateway:")) {
            throw problem("'" + id + "' begins with '" + uri + "'; flows begin with gateway:<api>/<operation>");
        }
        flows.add(new FlowDefinition(id, uri.substring("gateway:".length()), steps(from)));
    }

    private void template(Map<String, Object> template) {
        only(template, Set.of("id", "description", "parameters", "from"), "routeTemplate");
        String id = string(template.get("id"), "routeTemplate.id");
        Map<String, Object> from = map(template.get("from"), "from");
        only(from, Set.of("uri", "description", "steps"), "from");
        if (!string(from.get("uri"), "from.uri").equals("kamelet:source")) {
            throw problem("template '" + id + "' must begin with kamelet:source");
        }
        List<TemplateDefinition.Parameter> parameters = new ArrayList<>();
        for (Object entry : list(template.getOrDefault("parameters", List.of()), "parameters")) {
            Map<String, Object> parameter = map(entry, "a parameter");
            only(parameter, Set.of("name", "description", "type", "defaultValue", "required"), "a parameter");
            Object defaultValue = parameter.get("defaultValue");
            parameters.add(new TemplateDefinition.Parameter(
                    string(parameter.get("name"), "parameter.name"),
                    defaultValue == null ? null : String.valueOf(defaultValue)));
        }
        templates.add(new TemplateDefinition(id, parameters, steps(from)));
    }

    private List<String> steps(Map<String, Object> from) {
        List<String> steps = new ArrayList<>();
        for (Object entry : list(from.get("steps"), "from.steps")) {
            Map<String, Object> step = map(entry, "a step");
            only(step, Set.of("to"), "a step");
            steps.add(to(step.get("to")));
        }
        return steps;
    }

    private String to(@Nullable Object to) {
        if (to instanceof String uri) {
            return uri;
        }
        Map<String, Object> map = map(to, "to");
        only(map, Set.of("id", "description", "uri", "parameters"), "to");
        StringBuilder uri = new StringBuilder(string(map.get("uri"), "to.uri"));
        new TreeMap<>(map(map.getOrDefault("parameters", Map.of()), "to.parameters"))
                .forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value));
        return uri.toString();
    }

    private void only(Map<String, Object> map, Set<String> allowed, String where) {
        for (String key : map.keySet()) {
            if (!allowed.contains(key)) {
                throw problem("'" + key + "' is not allowed in " + where + "; allowed are "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
    }

    private List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw problem(what + " must be a list");
    }

    private Map<String, Object> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> typed = new TreeMap<>();
            map.forEach((key, entry) -> typed.put(String.valueOf(key), entry));
            return typed;
        }
        throw problem(what + " must be a map");
    }

    private String string(@Nullable Object value, String what) {
        if (value instanceof String string && !string.isBlank()) {
            return string;
        }
        throw problem(what + " is missing");
    }

    private FlowException problem(String problem) {
        return new FlowException("file " + file, problem);
    }
}
