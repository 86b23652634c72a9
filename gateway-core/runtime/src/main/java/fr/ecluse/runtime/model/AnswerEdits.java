package fr.ecluse.runtime.model;

import fr.ecluse.spi.Body;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the gateway changes in an answer: the model is called by the name that the caller used, and usage that the
 * caller did not ask for is heard but not shown. All other bytes stay. Used by one exchange.
 */
final class AnswerEdits {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MODEL = "\"model\"".getBytes(StandardCharsets.US_ASCII);

    private final WireFormat format;
    private final String alias;
    private final boolean renames;
    private final boolean showsUsage;
    private final Optional<Price> price;
    private final Consumer<Usage> heard;

    /**
     * Edits for one answer.
     *
     * @param alias the caller's name of the model
     * @param upstreamModel the name that was asked for upstream
     * @param showsUsage whether usage may be seen in a stream
     * @param price what tokens cost, to be told beside the usage
     * @param heard told each usage that is found
     */
    AnswerEdits(
            WireFormat format,
            String alias,
            String upstreamModel,
            boolean showsUsage,
            Optional<Price> price,
            Consumer<Usage> heard) {
        this.format = format;
        this.alias = alias;
        this.renames = !alias.equals(upstreamModel);
        this.showsUsage = showsUsage;
        this.price = price;
        this.heard = heard;
    }

    boolean isLast(StreamEvent event) {
        return format.isLast(event);
    }

    /**
     * Edits a whole answer.
     *
     * @throws RefusalException if it is not a JSON object
     */
    Body apply(byte[] answer) throws RefusalException {
        JsonDocument document;
        try {
            document = JsonDocument.parse(answer);
        } catch (MalformedJsonException e) {
            throw violation();
        }
        if (!(document.root() instanceof JsonObject root)) {
            throw violation();
        }
        JsonEdits edits = document.edit();
        format.carrier(root).ifPresent(carrier -> {
            format.usage(carrier).ifPresent(usage -> {
                heard.accept(usage);
                tellCost(carrier, usage, edits);
            });
            rename(carrier, edits);
        });
        return edits.isEmpty() ? Body.of(document) : Body.of(edits.apply());
    }

    /**
     * Edits an event.
     *
     * @return empty if the caller is not to see it
     * @throws RefusalException if an event that has to be read is not JSON
     */
    Optional<StreamEvent> apply(StreamEvent event) throws RefusalException {
        boolean usage = event.dataContains(USAGE);
        if (!usage && !(renames && event.dataContains(MODEL))) {
            return Optional.of(event);
        }
        JsonDocument document;
        try {
            document = event.json();
        } catch (MalformedJsonException e) {
            throw violation();
        }
        if (!(document.root() instanceof JsonObject root)) {
            throw violation();
        }
        JsonEdits edits = document.edit();
        Optional<JsonObject> carrier = format.carrier(root);
        if (carrier.isPresent()) {
            Optional<Usage> heardNow = format.usage(carrier.get());
            heardNow.ifPresent(heard);
            rename(carrier.get(), edits);
            if (showsUsage) {
                heardNow.ifPresent(tokens -> tellCost(carrier.get(), tokens, edits));
            } else {
                if (format.isUsageOnly(root)) {
                    return Optional.empty();
                }
                edits.remove(carrier.get(), "usage");
            }
        }
        return Optional.of(edits.isEmpty() ? event : event.withData(edits.apply()));
    }

    private void tellCost(JsonObject carrier, Usage usage, JsonEdits edits) {
        if (price.isPresent()) {
            String cost = price.get().of(usage).toPlainString();
            carrier.object("usage").ifPresent(object -> edits.set(object, "cost", cost));
        }
    }

    private void rename(JsonObject carrier, JsonEdits edits) {
        if (renames && carrier.get("model").orElse(null) instanceof JsonValue.JsonString model) {
            edits.replace(model, Json.quote(alias));
        }
    }

    private static RefusalException violation() {
        return new RefusalException(Refusal.of(ErrorCode.UPSTREAM_CONTRACT_VIOLATION));
    }
}
