package fr.ecluse.runtime.model;

import fr.ecluse.spi.Usage;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.stream.StreamEvent;
import java.util.List;
import java.util.Optional;

/** Chat completions, completions and embeddings. */
final class CompletionsFormat implements WireFormat {

    /** Servers know one of the two limits or both; the older one is refused by some. */
    static final CompletionsFormat CHAT = new CompletionsFormat(List.of("max_completion_tokens", "max_tokens"));

    private final List<String> tokenLimits;

    CompletionsFormat(List<String> tokenLimits) {
        this.tokenLimits = tokenLimits;
    }

    @Override
    public List<String> tokenLimits() {
        return tokenLimits;
    }

    /** Each prompt of a list is answered, {@code n} times, and servers may generate more to choose from. */
    @Override
    public long answers(JsonObject request) {
        long each = Math.max(request.count("n"), request.count("best_of"));
        return prompts(request) * Math.clamp(each, 1, Integer.MAX_VALUE);
    }

    private static long prompts(JsonObject request) {
        return request.get("prompt").orElse(null) instanceof JsonArray prompts
                ? Math.max(
                        1,
                        prompts.items().stream()
                                .filter(prompt -> !(prompt instanceof JsonNumber))
                                .count())
                : 1;
    }

    @Override
    public void askForUsage(JsonObject request, JsonEdits edits) {
        Optional<JsonObject> options = request.object("stream_options");
        if (options.isEmpty()) {
            edits.set(request, "stream_options", "{\"include_usage\":true}");
        } else if (!options.get().isTrue("include_usage")) {
            edits.set(options.get(), "include_usage", "true");
        }
    }

    @Override
    public boolean wantsUsage(JsonObject request) {
        return request.object("stream_options")
                .filter(options -> options.isTrue("include_usage"))
                .isPresent();
    }

    @Override
    public Optional<JsonObject> carrier(JsonObject answer) {
        return Optional.of(answer);
    }

    @Override
    public Optional<Usage> usage(JsonObject carrier) {
        return carrier.object("usage")
                .map(usage -> new Usage(
                        usage.count("prompt_tokens"),
                        usage.count("completion_tokens"),
                        usage.object("prompt_tokens_details")
                                .map(details -> details.count("cached_tokens"))
                                .orElse(0L),
                        usage.object("completion_tokens_details")
                                .map(details -> details.count("reasoning_tokens"))
                                .orElse(0L)));
    }

    @Override
    public boolean isUsageOnly(JsonObject event) {
        return event.get("choices").orElse(null) instanceof JsonArray choices
                && choices.items().isEmpty()
                && event.object("usage").isPresent();
    }

    @Override
    public boolean isLast(StreamEvent event) {
        return event.isDone();
    }
}
