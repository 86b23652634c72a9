package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answers to a request: the calls that it demands, else the text that it dictates, else a text about the
 * tool result that it ends with, else the model's own words. A conversation that ends with a tool result never leads
 * to another call, so that an agent's loop comes to its end.
 */
final class AnswerComposer {
    private final GenerationRequest request;
    private final TextSource source;

    AnswerComposer(GenerationRequest request, TextSource source) {
        this.request = request;
        this.source = source;
    }

    /** The choices, each within the request's limit of tokens. */
    List<Choice> choices() {
        return IntStream.range(0, request.choices()).mapToObj(this::choice).toList();
    }

    private Choice choice(int index) {
        return request.toolResult() == null && !request.toolsToCall().isEmpty() ? calls(index) : text(index);
    }

    private Choice text(int index) {
        List<String> whole = wholeText(index);
        List<String> kept = limited(whole, request.maxTokens());
        return new Choice(kept, List.of(), kept.size() < whole.size() ? FinishReason.LENGTH : FinishReason.STOP);
    }

    private List<String> wholeText(int index) {
        if (request.control().text() != null) {
            return TextTokens.of(request.control().text());
        }
        if (request.toolResult() != null) {
            return TextTokens.of("The tool answered: " + request.toolResult());
        }
        return source.tokens(request, index);
    }

    private Choice calls(int index) {
        List<ToolCall> calls = new ArrayList<>();
        boolean cut = false;
        Integer left = request.maxTokens();
        for (ToolSpec tool : request.toolsToCall()) {
            JsonObject arguments = new SchemaExample(tool.parameters(), source.argument(request, index)).arguments();
            List<String> whole = TextTokens.of(arguments.encode());
            List<String> kept = limited(whole, left);
            left = left == null ? null : Integer.valueOf(left - kept.size());
            cut |= kept.size() < whole.size();
            calls.add(new ToolCall(callId(index, calls.size()), tool.name(), kept));
        }
        return new Choice(List.of(), List.copyOf(calls), cut ? FinishReason.LENGTH : FinishReason.TOOL_CALLS);
    }

    /** Depends on the request alone, so that equal requests have equal answers. */
    private String callId(int choice, int call) {
        return "call_%08x%02x%02x".formatted(request.body().hashCode(), choice, call);
    }

    private static List<String> limited(List<String> tokens, @Nullable Integer limit) {
        return limit != null && limit < tokens.size() ? tokens.subList(0, limit) : tokens;
    }
}
