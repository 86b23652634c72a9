package fr.ecluse.runtime.model;

import fr.ecluse.spi.Usage;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Responses: the usage always stands in the event that ends the stream. */
final class ResponsesFormat implements WireFormat {

    private static final Set<String> LAST = Set.of("response.completed", "response.incomplete", "response.failed");
    private static final byte[] RESPONSE = "\"response\"".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void askForUsage(JsonObject request, JsonEdits edits) {
        // always told
    }

    @Override
    public List<String> tokenLimits() {
        return List.of("max_output_tokens");
    }

    @Override
    public long answers(JsonObject request) {
        return 1;
    }

    @Override
    public boolean wantsUsage(JsonObject request) {
        return true;
    }

    @Override
    public Optional<JsonObject> carrier(JsonObject answer) {
        return answer.object("response").or(() -> Optional.of(answer));
    }

    @Override
    public Optional<Usage> usage(JsonObject carrier) {
        return carrier.object("usage")
                .map(usage -> new Usage(
                        usage.count("input_tokens"),
                        usage.count("output_tokens"),
                        usage.object("input_tokens_details")
                                .map(details -> details.count("cached_tokens"))
                                .orElse(0L),
                        usage.object("output_tokens_details")
                                .map(details -> details.count("reasoning_tokens"))
                                .orElse(0L)));
    }

    @Override
    public boolean isUsageOnly(JsonObject event) {
        return false;
    }

    @Override
    public boolean isLast(StreamEvent event) {
        if (!event.dataContains(RESPONSE)) {
            return false;
        }
        try {
            return event.json().root() instanceof JsonObject root
                    && root.text("type").filter(LAST::contains).isPresent();
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
