package fr.ecluse.acceptance.support;

/** Bodies of requests for chat completions. */
public final class Chats {

    /** Where they are posted. */
    public static final String PATH = "/v1/chat/completions";

    private Chats() {}

    /** A question. */
    public static String plain(String model, String text) {
        return "{\"model\":" + Json.quote(model) + ",\"messages\":[{\"role\":\"user\",\"content\":" + Json.quote(text)
                + "}]}";
    }

    /** A question whose answer is streamed. */
    public static String streamed(String model, String text) {
        return with(plain(model, text), "\"stream\":true");
    }

    /** A question whose answer is streamed, with options for the simulator such as {@code "tokens": 10}. */
    public static String streamed(String model, String text, String sim) {
        return with(streamed(model, text), "\"sim\":{" + sim + "}");
    }

    /** A body with one more member. */
    public static String with(String body, String member) {
        return body.substring(0, body.length() - 1) + "," + member + "}";
    }
}
