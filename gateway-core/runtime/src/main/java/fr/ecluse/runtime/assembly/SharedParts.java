package fr.ecluse.runtime.assembly;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The parts that plugins have in common among their own policies and builtins, each made once. Thread-safe. */
final class SharedParts {

    private final Map<Class<?>, Object> parts = new ConcurrentHashMap<>();

    <T> T part(Class<T> type, Supplier<T> maker) {
        return type.cast(parts.computeIfAbsent(type, _ -> maker.get()));
    }
}
