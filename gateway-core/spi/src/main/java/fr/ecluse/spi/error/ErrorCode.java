package fr.ecluse.spi.error;

import java.util.Locale;

/** The errors that a caller can meet, with the HTTP status and the {@code type} that OpenAI's clients know. */
public enum ErrorCode {
    INVALID_REQUEST(400, Kind.INVALID),
    CONTRACT_VIOLATION(400, Kind.INVALID),
    CONTENT_BLOCKED(400, Kind.INVALID),
    INVALID_API_KEY(401, Kind.AUTHENTICATION),
    INVALID_TOKEN(401, Kind.AUTHENTICATION),
    ACCESS_DENIED(403, Kind.PERMISSION),
    CLEARANCE_BELOW_LEVEL(403, Kind.PERMISSION),
    SENSITIVITY_REFUSED(403, Kind.PERMISSION),
    BUDGET_EXHAUSTED(403, Kind.PERMISSION),
    MODEL_NOT_FOUND(404, Kind.INVALID),
    NOT_FOUND(404, Kind.INVALID),
    METHOD_NOT_ALLOWED(405, Kind.INVALID),
    REQUEST_TIMEOUT(408, Kind.INVALID),
    CONFLICT(409, Kind.INVALID),
    GONE(410, Kind.INVALID),
    REQUEST_TOO_LARGE(413, Kind.INVALID),
    URI_TOO_LONG(414, Kind.INVALID),
    UNSUPPORTED_MEDIA_TYPE(415, Kind.INVALID),
    MISDIRECTED_REQUEST(421, Kind.INVALID),
    IDEMPOTENCY_MISMATCH(422, Kind.INVALID),
    RATE_LIMIT_EXCEEDED(429, Kind.RATE_LIMIT),
    HEADERS_TOO_LARGE(431, Kind.INVALID),
    INTERNAL_ERROR(500, Kind.SERVER),
    UPSTREAM_ERROR(502, Kind.SERVER),
    UPSTREAM_CONTRACT_VIOLATION(502, Kind.SERVER),
    POLICY_UNAVAILABLE(503, Kind.SERVER),
    GATE_CLOSED(503, Kind.SERVER),
    ZONE_SATURATED(503, Kind.SERVER),
    UPSTREAM_TIMEOUT(504, Kind.SERVER);

    private enum Kind {
        INVALID("invalid_request_error"),
        AUTHENTICATION("authentication_error"),
        PERMISSION("permission_error"),
        RATE_LIMIT("rate_limit_error"),
        SERVER("api_error");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    private final int status;
    private final Kind kind;
    private final String code = name().toLowerCase(Locale.ROOT);

    ErrorCode(int status, Kind kind) {
        this.status = status;
        this.kind = kind;
    }

    public int status() {
        return status;
    }

    /** The code that callers compare with, such as {@code invalid_api_key}. */
    public String code() {
        return code;
    }

    /** OpenAI's coarse class of the error, such as {@code invalid_request_error}. */
    public String type() {
        return kind.type;
    }
}
