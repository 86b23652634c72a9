package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which functions an answer has to call, from the request's {@code tools} and {@code tool_choice}. Only a choice of
 * {@code required} or of a function by name leads to calls; {@code auto} does not, unless {@code sim.tool_calls} asks.
 */
final class ToolChoice {
    private static final String FUNCTION = "function";

    private final JsonFields body;
    private final boolean nested;
    private final SimControl control;

    /**
     * @param body the request
     * @param nested whether a function's name stands inside a member {@code function}, as in chat completions, rather
     *     than beside the tool's type, as in responses
     */
    ToolChoice(JsonFields body, boolean nested, SimControl control) {
        this.body = body;
        this.nested = nested;
        this.control = control;
    }

    /** The functions to call, in order; empty when the answer is text. */
    List<ToolSpec> toCall() {
        List<ToolSpec> offered = offered();
        Object choice = body.json().getValue("tool_choice");
        List<ToolSpec> candidates = switch (choice) {
            case null -> offered;
            case String mode -> offered;
            case JsonObject named -> List.of(find(offered, named));
            default -> throw body.wrong("tool_choice", "a string or an object");
        };
        boolean demanded = choice instanceof JsonObject || "required".equals(choice);
        if (demanded && candidates.isEmpty()) {
            throw ApiException.invalid("tool_choice", "'tool_choice' demands a tool, and 'tools' offers no function.");
        }
        int calls = numberOfCalls(demanded, choice);
        List<ToolSpec> result = new ArrayList<>(calls);
        for (int i = 0; i < calls && !candidates.isEmpty(); i++) {
            result.add(candidates.get(i % candidates.size()));
        }
        return List.copyOf(result);
    }

    private int numberOfCalls(boolean demanded, @Nullable Object choice) {
        if ("none".equals(choice)) {
            return 0;
        }
        if (control.toolCalls() != null) {
            return control.toolCalls();
        }
        return demanded ? 1 : 0;
    }

    private List<ToolSpec> offered() {
        JsonArray tools = body.array("tools");
        List<ToolSpec> functions = new ArrayList<>();
        for (int i = 0; tools != null && i < tools.size(); i++) {
            if (!(tools.getValue(i) instanceof JsonObject tool)) {
                throw body.wrong("tools[" + i + "]", "an object");
            }
            if (FUNCTION.equals(tool.getValue("type"))) {
                JsonFields function = functionOf(new JsonFields(tool, "tools[" + i + "]."));
                JsonFields parameters = function.object("parameters");
                functions.add(new ToolSpec(
                        function.requiredText("name"), parameters == null ? new JsonObject() : parameters.json()));
            }
        }
        return functions;
    }

    private JsonFields functionOf(JsonFields tool) {
        if (!nested) {
            return tool;
        }
        JsonFields function = tool.object(FUNCTION);
        if (function == null) {
            throw tool.wrong(FUNCTION, "an object");
        }
        return function;
    }

    private ToolSpec find(List<ToolSpec> offered, JsonObject choice) {
        String name = functionOf(new JsonFields(choice, "tool_choice.")).requiredText("name");
        return offered.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(
                        "tool_choice", "Tool choice '" + name + "' not found in 'tools' parameter."));
    }
}
