package fr.ecluse.simulator;

/** Ends the handling of a request with an error answer. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    ApiException(ApiError error) {
        // An expected answer, not a fault: no stack trace is kept.
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** A 400 that names the request's field. */
    static ApiException invalid(String param, String message) {
        return new ApiException(ApiError.invalid(param, message));
    }

    ApiError error() {
        return error;
    }
}
