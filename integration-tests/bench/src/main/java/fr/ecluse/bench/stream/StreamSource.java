package fr.ecluse.bench.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/** Sends one stream, in the shape of OpenAI's chat completion chunks. Used on one event loop. */
final class StreamSource {
    private static final String OPENING = "{\"role\":\"assistant\",\"content\":\"\"}";
    private static final int PROMPT_TOKENS = 86;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SseUpstream.Pace pace;
    private final int events;
    private final boolean usage;
    private final String head = "data: {\"id\":\"chatcmpl-" + UUID.randomUUID()
            + "\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"bench-model\",";
    private long timer;
    private int sent;

    /**
     * @param usage whether the stream ends with an event that says how many tokens there were
     */
    StreamSource(Vertx vertx, HttpServerResponse response, SseUpstream.Pace pace, int events, boolean usage) {
        this.vertx = vertx;
        this.response = response;
        this.pace = pace;
        this.events = events;
        this.usage = usage;
    }

    void start() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
        timer = vertx.setPeriodic(pace.firstToken().toMillis(), pace.gap().toMillis(), _ -> next());
        response.closeHandler(_ -> vertx.cancelTimer(timer));
        response.exceptionHandler(_ -> vertx.cancelTimer(timer));
    }

    private void next() {
        String delta = "{\"content\":\"" + new Mark(sent, Mark.nowMicros()).text() + " \"}";
        response.write(sent == 0 ? chunk(OPENING, "null") + chunk(delta, "null") : chunk(delta, "null"));
        sent++;
        if (sent == events) {
            vertx.cancelTimer(timer);
            String last = chunk("{}", "\"stop\"");
            response.end((usage ? last + usage() : last) + "data: [DONE]\n\n");
        }
    }

    private String chunk(String delta, String finishReason) {
        return head + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
    }

    private String usage() {
        return head
                + "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n"
                        .formatted(PROMPT_TOKENS, events, PROMPT_TOKENS + events);
    }
}
