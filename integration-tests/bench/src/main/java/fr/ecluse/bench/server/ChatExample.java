package fr.ecluse.bench.server;

/** The request that the bench sends and the answer that the plain upstream gives. */
public final class ChatExample {
    private ChatExample() {}

    /** A chat request of some 450 bytes, as compact JSON. */
    public static String request() {
        return Template.named("chat-request.json").text();
    }

    /**
     * The same request, asking for a stream.
     *
     * @param events the number of events to ask the stream upstream for
     */
    public static String streamedRequest(int events) {
        String plain = request().replaceFirst(",\"max_tokens\":\\d+", "");
        return "{\"stream\":true,\"max_tokens\":%d,".formatted(events) + plain.substring(1);
    }

    /** A chat answer of some 670 bytes, as compact JSON. */
    public static String answer() {
        return Template.named("chat-answer.json").text();
    }

    /** A part of the answer that no proxy has a reason to change. */
    static String answerMark() {
        return "CESEDA, articles R. 432-1 et R. 432-2";
    }
}
