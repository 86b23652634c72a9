package fr.ecluse.runtime.gate;

import java.util.Locale;
import java.util.Optional;

/** The kinds of step that an exchange can end in, each a Camel component of that name. */
public enum TargetKind {
    MODEL,
    CONNECTOR,
    BUILTIN;

    /** The scheme of the component's URIs. */
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this scheme. */
    public static Optional<TargetKind> ofScheme(String scheme) {
        for (TargetKind kind : values()) {
            if (kind.scheme().equals(scheme)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
