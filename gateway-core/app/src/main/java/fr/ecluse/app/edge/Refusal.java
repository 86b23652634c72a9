package fr.ecluse.app.edge;

import io.netty.handler.codec.http.HttpResponseStatus;

/** Why a request is refused before any route sees it. */
public enum Refusal {
    /** It can be read in more than one way, or not at all. */
    MALFORMED(HttpResponseStatus.BAD_REQUEST, "invalid_request"),
    /** It did not arrive in time. */
    TOO_SLOW(HttpResponseStatus.REQUEST_TIMEOUT, "request_timeout"),
    /** Its first line is longer than allowed. */
    URI_TOO_LONG(HttpResponseStatus.REQUEST_URI_TOO_LONG, "uri_too_long"),
    /** Its headers are larger than allowed. */
    HEADERS_TOO_LARGE(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large");

    private final HttpResponseStatus status;
    private final String code;

    Refusal(HttpResponseStatus status, String code) {
        this.status = status;
        this.code = code;
    }

    HttpResponseStatus httpStatus() {
        return status;
    }

    /** The HTTP status code of the answer. */
    public int status() {
        return status.code();
    }

    /** The error code that stands in the body of the answer. */
    public String code() {
        return code;
    }
}
