package fr.ecluse.runtime.builtin;

import fr.ecluse.runtime.model.Model;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v1/models} and {@code /v1/models/{model}}, as OpenAI's clients read them. */
public final class ModelList implements Builtin {

    private final Supplier<ModelCatalogue> catalogue;

    public ModelList(Supplier<ModelCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Answer answer(Exchange exchange) throws RefusalException {
        ModelCatalogue models = catalogue.get();
        Optional<String> wanted =
                Optional.ofNullable(exchange.request().pathParameters().get("model"));
        if (wanted.isEmpty()) {
            return JsonAnswer.of(Map.of(
                    "object",
                    "list",
                    "data",
                    models.all().stream()
                            .filter(model -> exchange.obligations().admitsModel(model.alias()))
                            .map(model -> entry(model, models))
                            .toList()));
        }
        Model model = models.find(wanted.get())
                .filter(known -> exchange.obligations().admitsModel(known.alias()))
                .orElseThrow(() -> new RefusalException(
                        Refusal.of(ErrorCode.MODEL_NOT_FOUND).withParam("model")));
        return JsonAnswer.of(entry(model, models));
    }

    private static Map<String, Object> entry(Model model, ModelCatalogue models) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", model.alias());
        entry.put("object", "model");
        entry.put("created", models.since());
        entry.put("owned_by", "ecluse");
        model.type().ifPresent(type -> entry.put("type", type));
        return entry;
    }
}
