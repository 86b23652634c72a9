package fr.ecluse.app.edge;

/** Why a request is refused before any route sees it. */
public enum Refusal {
    /** It can be read in more than one way, or not at all. */
    MALFORMED(400, "invalid_request"),
    /** It did not arrive in time. */
    TOO_SLOW(408, "request_timeout"),
    /** Its first line is longer than allowed. */
    URI_TOO_LONG(414, "uri_too_long"),
    /** Its headers are larger than allowed. */
    HEADERS_TOO_LARGE(431, "headers_too_large");

    private final int status;
    private final String code;

    Refusal(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** The HTTP status code of the answer. */
    public int status() {
        return status;
    }

    /** The error code that stands in the body of the answer. */
    public String code() {
        return code;
    }
}
