package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An error as OpenAI's API answers it.
 *
 * @param status HTTP status, 400 to 599
 * @param message for people
 * @param type OpenAI's class of the error
 * @param param the request field that is wrong, or null
 * @param code OpenAI's code, or null
 * @param retryAfterSeconds value of {@code Retry-After}, or null for none
 */
record ApiError(
        int status,
        String message,
        String type,
        @Nullable String param,
        @Nullable String code,
        @Nullable Integer retryAfterSeconds) {
    private static final String INVALID_REQUEST = "invalid_request_error";

    ApiError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error status: " + status);
        }
    }

    /** 400 for a request whose field {@code param} is wrong. */
    static ApiError invalid(@Nullable String param, String message) {
        return new ApiError(400, message, INVALID_REQUEST, param, null, null);
    }

    /** 401: the key is missing or wrong. */
    static ApiError badKey() {
        return new ApiError(401, "Incorrect API key provided.", INVALID_REQUEST, null, "invalid_api_key", null);
    }

    /** 404 for a model that the simulator does not have. */
    static ApiError unknownModel(String model) {
        String message = "The model `" + model + "` does not exist or you do not have access to it.";
        return new ApiError(404, message, INVALID_REQUEST, "model", "model_not_found", null);
    }

    /** 404 for a model that exists and does not serve the endpoint. */
    static ApiError wrongEndpoint(String model, String endpoint) {
        String message = "The model `" + model + "` is not supported in the " + endpoint + " endpoint.";
        return new ApiError(404, message, INVALID_REQUEST, "model", null, null);
    }

    /** 404 for a path that is not served. */
    static ApiError unknownPath(String method, String path) {
        return new ApiError(
                404, "Invalid URL (" + method + " " + path + ")", INVALID_REQUEST, null, "unknown_url", null);
    }

    /** 405. */
    static ApiError wrongMethod(String method, String path) {
        String message = "Not allowed to " + method + " on " + path + ".";
        return new ApiError(405, message, INVALID_REQUEST, null, "method_not_supported", null);
    }

    /** 413. */
    static ApiError tooLarge(long limitBytes) {
        String message = "The request body is larger than " + limitBytes + " bytes.";
        return new ApiError(413, message, INVALID_REQUEST, null, "request_too_large", null);
    }

    /** 429 with {@code Retry-After}. */
    static ApiError rateLimited(int retryAfterSeconds) {
        String message = "Rate limit reached (simulated). Please try again in " + retryAfterSeconds + "s.";
        return new ApiError(429, message, "requests", null, "rate_limit_exceeded", retryAfterSeconds);
    }

    /** 500. */
    static ApiError server() {
        String message = "The server had an error while processing your request (simulated).";
        return new ApiError(500, message, "server_error", null, null, null);
    }

    /** The error that a request asked for; {@code retryAfterSeconds} null means the status' usual habit. */
    static ApiError requested(int status, @Nullable Integer retryAfterSeconds) {
        if (status == 429) {
            return rateLimited(retryAfterSeconds == null ? 1 : retryAfterSeconds);
        }
        String type = status >= 500 ? "server_error" : INVALID_REQUEST;
        Integer retry = retryAfterSeconds == null && status == 503 ? Integer.valueOf(1) : retryAfterSeconds;
        return new ApiError(status, "Error " + status + " as requested (simulated).", type, null, "simulated", retry);
    }

    /** The answer's body. */
    JsonObject body() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", type)
                                .put("param", param)
                                .put("code", code));
    }
}
