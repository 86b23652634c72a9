package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/completions}: one prompt, or an array of them. */
final class CompletionFormat implements GenerationFormat {
    private static final String ID_PREFIX = "cmpl-";
    private static final String OBJECT = "text_completion";

    @Override
    public String endpoint() {
        return "v1/completions";
    }

    @Override
    public GenerationRequest parse(JsonFields body, long defaultSeed) {
        SimControl control = SimControl.of(body);
        List<String> prompts = prompts(body);
        CompletionParameters parameters = CompletionParameters.of(body);
        if (prompts.size() * parameters.choices() > GenerationRequest.MAX_CHOICES) {
            throw ApiException.invalid("n", "'n' times the number of prompts may be at most 128.");
        }
        return new GenerationRequest(
                body.requiredText("model"),
                prompts,
                prompts.stream().mapToInt(TextTokens::count).sum(),
                null,
                List.of(),
                parameters.choices(),
                parameters.maxTokens(),
                parameters.stream(),
                parameters.includeUsage(),
                parameters.seed(control, defaultSeed),
                control,
                body.json());
    }

    private static List<String> prompts(JsonFields body) {
        return switch (body.json().getValue("prompt")) {
            case null -> throw ApiException.invalid("prompt", "Missing required parameter: 'prompt'.");
            case String prompt -> List.of(prompt);
            case JsonArray array
            when !array.isEmpty() && array.size() <= GenerationRequest.MAX_CHOICES -> {
                List<String> prompts = new ArrayList<>();
                for (Object prompt : array) {
                    if (!(prompt instanceof String text)) {
                        throw body.wrong("prompt", "strings: tokens are not understood");
                    }
                    prompts.add(text);
                }
                yield prompts;
            }
            default -> throw body.wrong("prompt", "a string or an array of 1 to 128 strings");
        };
    }

    @Override
    public JsonObject plain(Generation generation) {
        JsonArray choices = new JsonArray();
        for (int i = 0; i < generation.choices().size(); i++) {
            Choice choice = generation.choices().get(i);
            choices.add(choice(i, choice.content(), choice.finish()));
        }
        return VendorFields.addTo(new JsonObject()
                .put("id", ID_PREFIX + generation.id())
                .put("object", OBJECT)
                .put("created", generation.created())
                .put("model", generation.request().model())
                .put("choices", choices)
                .put("usage", generation.usage().asCompletion()));
    }

    @Override
    public EventScript stream(Generation generation) {
        CompletionEvents events = new CompletionEvents(generation, ID_PREFIX, OBJECT);
        List<Choice> choices = generation.choices();
        List<JsonObject> templates = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            templates.add(choice(i, EventTemplate.TEXT, null));
        }
        events.addTokens(templates, choices.stream().map(Choice::text).toList());
        for (int i = 0; i < choices.size(); i++) {
            events.add(choice(i, "", choices.get(i).finish()));
        }
        return events.script();
    }

    private static JsonObject choice(int index, String text, @Nullable FinishReason finish) {
        return new JsonObject()
                .put("text", text)
                .put("index", index)
                .put("logprobs", null)
                .put("finish_reason", finish == null ? null : finish.wireName());
    }
}
