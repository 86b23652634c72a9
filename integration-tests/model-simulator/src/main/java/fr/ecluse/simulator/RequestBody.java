package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

/** Reads a request's body as the JSON object that every endpoint takes. */
final class RequestBody {
    private RequestBody() {}

    /**
     * The body's fields.
     *
     * @throws ApiException 400 when it is not a JSON object
     */
    static JsonFields parse(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return new JsonFields(object, "");
            }
        } catch (DecodeException _) {
            // Answered below; the parser's message would repeat parts of the body.
        }
        throw new ApiException(ApiError.invalid(
                null, "We could not parse the JSON body of your request. The body must be one valid JSON object."));
    }
}
