package fr.ecluse.runtime.model;

import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why an upstream refuses a request, as far as callers may know it: OpenAI's codes that tell an application's developer
 * what to change. The list is closed, because what else an upstream says may name its machines, its models or keys.
 */
enum UpstreamReason {
    CONTEXT_LENGTH_EXCEEDED,
    STRING_ABOVE_MAX_LENGTH,
    ARRAY_ABOVE_MAX_LENGTH,
    MISSING_REQUIRED_PARAMETER,
    UNKNOWN_PARAMETER,
    UNSUPPORTED_PARAMETER,
    UNSUPPORTED_VALUE,
    INVALID_TYPE,
    INVALID_VALUE,
    CONTENT_FILTER,
    CONTENT_POLICY_VIOLATION;

    private static final Messages MESSAGES = Messages.of(UpstreamReason.class, "reasons");

    /** What servers say that have no code for it, such as vLLM and llama.cpp. */
    private static final Pattern CONTEXT =
            Pattern.compile("context[ _](?:length|size|window)", Pattern.CASE_INSENSITIVE);

    /** The reason that an upstream's error object gives; empty if none of these is known in it. */
    static Optional<UpstreamReason> of(JsonObject error) {
        Optional<String> code = error.text("code");
        return Arrays.stream(values())
                .filter(reason -> code.filter(reason.code()::equals).isPresent())
                .findFirst()
                .or(() -> says(error, "type") || says(error, "message")
                        ? Optional.of(CONTEXT_LENGTH_EXCEEDED)
                        : Optional.empty());
    }

    private static boolean says(JsonObject error, String member) {
        return error.text(member).filter(text -> CONTEXT.matcher(text).find()).isPresent();
    }

    /** The code by which programs know it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a person reads. */
    LocalizedText text() {
        return MESSAGES.text(code());
    }
}
