package fr.ecluse.plugin.access.question;

import fr.ecluse.spi.json.Json;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What access rules are asked about one exchange in one phase. Facts that are not known are absent. Immutable. */
public final class Question {

    private static final int USUAL_LENGTH = 1024;

    private final @Nullable String[] values;
    private @Nullable Written written;

    /** The last text that was made: the cache, the engine and the candidate rules mostly want the same one. */
    private record Written(Projection projection, String json) {}

    private Question(@Nullable String[] values) {
        this.values = values;
    }

    /** The whole question, as JSON. */
    public String json() {
        return json(Projection.EVERYTHING);
    }

    /** What some rules read of the question, as JSON; equal texts are equal questions to them. */
    public String json(Projection projection) {
        Written before = written; // another thread may put another one in its place
        if (before == null || !before.projection().equals(projection)) {
            before = new Written(projection, write(projection));
            written = before;
        }
        return before.json();
    }

    private String write(Projection projection) {
        StringBuilder out = new StringBuilder(USUAL_LENGTH).append('{');
        String group = "";
        for (Fact fact : Fact.values()) {
            String value = values[fact.ordinal()];
            if (value == null || !projection.facts().contains(fact)) {
                continue;
            }
            if (fact.group().equals(group)) {
                out.append(',');
            } else {
                out.append(group.isEmpty() ? "\"" : "},\"").append(fact.group()).append("\":{");
                group = fact.group();
            }
            out.append('"').append(fact.field()).append("\":").append(value);
        }
        return out.append(group.isEmpty() ? "}" : "}}").toString();
    }

    /** The same question with a text in the place of a fact. */
    public Question with(Fact fact, String text) {
        @Nullable String[] others = values.clone();
        others[fact.ordinal()] = Json.quote(text);
        return new Question(others);
    }

    /** Gathers facts. */
    static final class Builder {

        private final @Nullable String[] values;

        Builder() {
            values = new String[Fact.values().length];
        }

        /** Begins with the facts of another question. */
        Builder(Question begun) {
            values = begun.values.clone();
        }

        Builder text(Fact fact, String value) {
            values[fact.ordinal()] = Json.quote(value);
            return this;
        }

        Builder text(Fact fact, Optional<String> value) {
            value.ifPresent(present -> text(fact, present));
            return this;
        }

        /** A list whose order means nothing; it is written in one order, so that equal lists are equal texts. */
        Builder texts(Fact fact, Collection<String> list) {
            StringBuilder out = new StringBuilder("[");
            for (String value : new TreeSet<>(list)) {
                out.append(out.length() == 1 ? "" : ",").append(Json.quote(value));
            }
            values[fact.ordinal()] = out.append(']').toString();
            return this;
        }

        Builder number(Fact fact, long value) {
            values[fact.ordinal()] = Long.toString(value);
            return this;
        }

        Builder flag(Fact fact, boolean value) {
            values[fact.ordinal()] = Boolean.toString(value);
            return this;
        }

        /** A value that is JSON already. */
        Builder json(Fact fact, String value) {
            values[fact.ordinal()] = value;
            return this;
        }

        Question build() {
            return new Question(values.clone());
        }
    }
}
