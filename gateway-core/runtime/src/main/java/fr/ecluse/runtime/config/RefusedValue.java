package fr.ecluse.runtime.config;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Why a constructor or a parser did not take what it was given. */
final class RefusedValue {

    private RefusedValue() {}

    /** The message it was meant to give, or the exception as it is if it was not meant. */
    static String message(InvocationTargetException refused) {
        @Nullable Throwable cause = refused.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return String.valueOf(cause);
    }
}
