package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves one API for text: reads the request, asks the model what it does, and has it done. */
final class GenerationHandler implements ApiHandler {
    private static final String GARBAGE_DOCUMENT = "{\"id\": \"this is not JSON, choices: [<html>";
    private static final String GARBAGE_EVENT = "data: {this is not JSON\n\n";
    private static final int NEVER = Integer.MAX_VALUE;

    private final GenerationFormat format;
    private final ModelCatalogue models;
    private final long defaultSeed;
    /** Distinguishes the identifiers of this process from those of earlier ones. */
    private final String idPrefix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    GenerationHandler(GenerationFormat format, ModelCatalogue models, long defaultSeed) {
        this.format = format;
        this.models = models;
        this.defaultSeed = defaultSeed;
    }

    @Override
    public void handle(JsonFields body, Reply reply) {
        ModelBehaviour model = models.textModel(body.requiredText("model"), format.endpoint());
        GenerationRequest request = format.parse(body, defaultSeed);
        SimControl control = request.control();
        if (control.errorStatus() != null) {
            ApiError error = ApiError.requested(control.errorStatus(), control.retryAfterSeconds());
            reply.at(control.pace(Pace.IMMEDIATE).dueNanos(0), () -> reply.error(error));
            return;
        }
        switch (model.next()) {
            case Reaction.Answer(TextSource source, Pace pace) -> answer(reply, request, source, pace, null);
            case Reaction.BrokenAnswer(TextSource source, int events) ->
                answer(reply, request, source, Pace.IMMEDIATE, events);
            case Reaction.Refusal(ApiError error) ->
                reply.at(control.pace(Pace.IMMEDIATE).dueNanos(0), () -> reply.error(error));
            case Reaction.Garbage() -> garbage(reply, request);
            case Reaction.Silence() -> {
                // The client has to give up: that is what this model is for.
            }
        }
    }

    private void answer(
            Reply reply,
            GenerationRequest request,
            TextSource source,
            Pace usualPace,
            @Nullable Integer cutAfterEvents) {
        List<Choice> choices = new AnswerComposer(request, source).choices();
        String id = idPrefix + "x" + reply.entry().id();
        Generation generation =
                new Generation(request, choices, id, Instant.now().getEpochSecond());
        SimControl control = request.control();
        Pace pace = control.pace(usualPace);
        if (request.stream()) {
            Integer cutAfter = control.cutAfter() == null ? cutAfterEvents : control.cutAfter();
            stream(reply, format.stream(generation), pace, control, cutAfter == null ? NEVER : cutAfter);
        } else {
            int lastToken = Math.max(0, generation.longest() - 1);
            reply.at(
                    pace.dueNanos(lastToken),
                    () -> sendPlain(reply, JsonText.encode(format.plain(generation)), control, cutAfterEvents != null));
        }
    }

    private static void sendPlain(Reply reply, Buffer body, SimControl control, boolean brokenByHabit) {
        if (control.cutAfter() != null) {
            reply.brokenJson(body, control.cutAfter());
        } else if (brokenByHabit) {
            reply.brokenJson(body, body.length() / 2);
        } else {
            reply.json(200, body);
        }
    }

    private static void garbage(Reply reply, GenerationRequest request) {
        Pace pace = request.control().pace(Pace.IMMEDIATE);
        if (request.stream()) {
            EventPart event = new EventPart.Fixed(() -> Buffer.buffer(GARBAGE_EVENT));
            stream(reply, new EventScript(List.of(event, event, event)), pace, request.control(), NEVER);
        } else {
            reply.at(pace.dueNanos(0), () -> reply.json(200, Buffer.buffer(GARBAGE_DOCUMENT)));
        }
    }

    private static void stream(Reply reply, EventScript script, Pace pace, SimControl control, int cutAfter) {
        new EventPump(reply, script, pace, cutAfter, control.chunkBytes()).start(control.earlyHeaders());
    }
}
