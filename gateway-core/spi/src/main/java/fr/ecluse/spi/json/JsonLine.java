package fr.ecluse.spi.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Writes one JSON object on one line. Used by one thread, for one object. */
public final class JsonLine {

    private static final int USUAL_LENGTH = 1024;

    private final StringBuilder out = new StringBuilder(USUAL_LENGTH).append('{');
    private boolean first = true;

    public JsonLine text(String name, String value) {
        name(name);
        out.append(Json.quote(value));
        return this;
    }

    /** A member that is left out where there is no value. */
    public JsonLine text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    public JsonLine texts(String name, Collection<String> values) {
        name(name);
        out.append('[');
        String separator = "";
        for (String value : values) {
            out.append(separator).append(Json.quote(value));
            separator = ",";
        }
        out.append(']');
        return this;
    }

    public JsonLine flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** A member whose value is JSON already. */
    public JsonLine json(String name, String value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonLine number(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    /** A duration in milliseconds, to the microsecond. */
    public JsonLine millis(String name, Duration duration) {
        name(name);
        long micros = duration.toNanos() / 1_000;
        out.append(micros / 1_000);
        long fraction = micros % 1_000;
        if (fraction != 0) {
            out.append('.').append((char) ('0' + fraction / 100));
            out.append((char) ('0' + fraction / 10 % 10)).append((char) ('0' + fraction % 10));
        }
        return this;
    }

    /** Begins an object inside, which {@link #end()} ends. */
    public JsonLine begin(String name) {
        name(name);
        out.append('{');
        first = true;
        return this;
    }

    public JsonLine end() {
        out.append('}');
        first = false;
        return this;
    }

    /** The object alone. */
    public String toJson() {
        return out + "}";
    }

    /** The whole line, line feed included, in UTF-8. */
    public byte[] toBytes() {
        return (out + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        out.append('"').append(name).append("\":");
    }
}
