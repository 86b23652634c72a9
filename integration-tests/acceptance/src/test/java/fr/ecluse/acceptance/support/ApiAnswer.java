package fr.ecluse.acceptance.support;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A whole answer. */
public record ApiAnswer(int status, HttpHeaders headers, byte[] body) {

    static ApiAnswer of(HttpResponse<byte[]> response) {
        return new ApiAnswer(response.statusCode(), response.headers(), response.body());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return Json.parse(text());
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The id under which ledger and upstream know the request. */
    public String requestId() {
        return header("X-Request-Id").orElseThrow(() -> new AssertionError("no X-Request-Id in the answer"));
    }

    /** The member {@code error} of an answer in OpenAI's shape. */
    public JsonNode error() {
        return json().path("error");
    }

    /** The code of an answer in OpenAI's shape. */
    public String errorCode() {
        return error().path("code").asString();
    }

    /** The data of the events of a streamed answer. */
    public List<String> data() {
        return Events.data(text());
    }
}
