package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.OptionType.Scalar;
import fr.ecluse.spi.config.ByteSize;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that are written as one value. */
final class ScalarTypes {

    private static final Scalar STRING = new Scalar("string", text -> text);
    private static final Scalar BOOLEAN = new Scalar("boolean", ScalarTypes::toBoolean);
    private static final Scalar INT = parsed("integer", "a whole number", Integer::valueOf);
    private static final Scalar LONG = parsed("integer", "a whole number", Long::valueOf);
    private static final Scalar DOUBLE = parsed("number", "a number", text -> new BigDecimal(text).doubleValue());

    private static final Map<Class<?>, Scalar> KNOWN = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, parsed("number", "a number", BigDecimal::new)),
            Map.entry(
                    Duration.class, parsed("duration", "a duration such as 250ms, 10s, 5m or PT10S", Durations::parse)),
            Map.entry(ByteSize.class, parsed("size", "a size such as 64KB or 20MB", ByteSize::parse)),
            Map.entry(Path.class, parsed("path", "a path", Path::of)),
            Map.entry(ZoneId.class, parsed("time zone", "a time zone such as Europe/Paris", ZoneId::of)),
            Map.entry(URI.class, parsed("URI", "a URI", URI::create)),
            Map.entry(Instant.class, parsed("instant", "an instant such as 2026-01-31T12:00:00Z", Instant::parse)));

    private ScalarTypes() {}

    /** The scalar type of a class: a known one, an enum, or one that reads itself by {@code static parse(String)}. */
    static Optional<Scalar> of(Class<?> type) {
        if (KNOWN.containsKey(type)) {
            return Optional.of(KNOWN.get(type));
        }
        return type.isEnum() ? Optional.of(oneOf(type.getEnumConstants())) : selfParsing(type);
    }

    private static Scalar parsed(String name, String expected, Function<String, Object> parser) {
        return new Scalar(name, text -> {
            try {
                return parser.apply(text.strip());
            } catch (RuntimeException bad) {
                throw new IllegalArgumentException("is not " + expected, bad);
            }
        });
    }

    private static Object toBoolean(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static Scalar oneOf(Object[] constants) {
        List<String> words = Arrays.stream(constants)
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        String allowed = String.join(", ", words);
        return new Scalar("one of " + allowed, text -> {
            int at = words.indexOf(text.strip());
            if (at < 0) {
                throw new IllegalArgumentException("is none of " + allowed);
            }
            return constants[at];
        });
    }

    private static Optional<Scalar> selfParsing(Class<?> type) {
        Method parse = parseMethod(type);
        if (parse == null) {
            return Optional.empty();
        }
        return Optional.of(new Scalar(type.getSimpleName(), text -> {
            try {
                return parse.invoke(null, text.strip());
            } catch (InvocationTargetException refused) {
                throw new IllegalArgumentException("is refused: " + RefusedValue.message(refused), refused);
            } catch (IllegalAccessException inaccessible) {
                throw new IllegalStateException(inaccessible);
            }
        }));
    }

    private static @Nullable Method parseMethod(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            if (!Modifier.isStatic(parse.getModifiers()) || parse.getReturnType() != type) {
                return null;
            }
            parse.setAccessible(true);
            return parse;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
