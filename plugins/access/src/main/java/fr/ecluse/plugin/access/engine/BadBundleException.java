package fr.ecluse.plugin.access.engine;

/** A bundle cannot come into force. The message says why, without data of the bundle. */
final class BadBundleException extends Exception {

    private static final long serialVersionUID = 1L;

    BadBundleException(String message) {
        super(message);
    }

    BadBundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
