package fr.ecluse.plugin.access.wasm;

/** Rules gave up, such as for two values of what can have but one. */
public final class RulesAbortedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RulesAbortedException(String message) {
        super(message);
    }
}
