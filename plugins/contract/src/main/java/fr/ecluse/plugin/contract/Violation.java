package fr.ecluse.plugin.contract;

import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import java.util.List;

/**
 * A rule of the contract that a request breaks, in words that come from the contract alone.
 *
 * @param field the part of the request, such as {@code messages[0].role}; empty for the body as a whole
 * @param rule the schema's keyword, or one of {@code several} and {@code other}
 * @param arguments what the rule demands
 */
record Violation(String field, String rule, List<String> arguments) {

    private static final Messages RULES = Messages.of(Violation.class, "rules");

    Violation {
        arguments = List.copyOf(arguments);
    }

    Violation(String field, String rule) {
        this(field, rule, List.of());
    }

    /** What is wrong, as a whole line: {@code messages[0].role: must be one of …}. */
    LocalizedText text() {
        LocalizedText demand = RULES.text(rule, arguments.toArray());
        return field.isEmpty() ? demand : language -> field + ": " + demand.in(language);
    }
}
