package fr.ecluse.runtime.config;

import java.util.function.Function;

/** What kind of value an option takes. */
sealed interface OptionType {

    /**
     * One value.
     *
     * @param name what the documentation calls it
     * @param parse reads the text; its {@link IllegalArgumentException} says what is allowed, without the text
     */
    record Scalar(String name, Function<String, Object> parse) implements OptionType {}

    /** Further options in a record of their own. */
    record Nested(OptionRecord options) implements OptionType {}

    /** A part of the configuration that is handed on as it is, for somebody else to bind. */
    record Part() implements OptionType {}

    /** A value that may be absent. */
    record Optionally(OptionType value) implements OptionType {}

    /** A list. */
    record ListOf(OptionType item) implements OptionType {}

    /** A list whose order and repetitions do not count. */
    record SetOf(OptionType item) implements OptionType {}

    /** Values by names that the operator chooses. */
    record MapOf(OptionType value) implements OptionType {}
}
