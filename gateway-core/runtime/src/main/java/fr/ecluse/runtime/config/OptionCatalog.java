package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.OptionType.ListOf;
import fr.ecluse.runtime.config.OptionType.MapOf;
import fr.ecluse.runtime.config.OptionType.Nested;
import fr.ecluse.runtime.config.OptionType.Optionally;
import fr.ecluse.runtime.config.OptionType.Part;
import fr.ecluse.runtime.config.OptionType.Scalar;
import fr.ecluse.runtime.config.OptionType.SetOf;
import fr.ecluse.spi.config.SecretRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every option of a record and of the records within it, for the documentation.
 *
 * @param entries the options in the records' order
 */
public record OptionCatalog(List<Entry> entries) {

    private static final String REQUIRED = "required";
    private static final String EMPTY = "empty";

    /**
     * One option.
     *
     * @param key its key, with {@code <name>} for a name that the operator chooses and {@code []} for a list's items
     * @param type what it takes
     * @param byDefault what holds without it
     * @param documentation what it does
     */
    public record Entry(String key, String type, String byDefault, String documentation) {}

    public OptionCatalog {
        entries = List.copyOf(entries);
    }

    /**
     * Lists a record's options.
     *
     * @param prefix the key that the record is bound to
     * @throws IllegalArgumentException if the record cannot be configured
     */
    public static OptionCatalog of(String prefix, Class<? extends Record> type) {
        List<Entry> entries = new ArrayList<>();
        list(prefix, OptionRecord.of(type), entries);
        return new OptionCatalog(entries);
    }

    private static void list(String prefix, OptionRecord options, List<Entry> entries) {
        for (OptionRecord.Component option : options.options()) {
            String byDefault =
                    option.byDefault().isEmpty() ? withoutDefault(option.type()) : "`" + option.byDefault() + "`";
            list(prefix + "." + option.name(), option.type(), byDefault, option.documentation(), entries);
        }
    }

    /** A record within is listed by its own options; itself it has a line only where that says more than they do. */
    private static void list(String key, OptionType type, String byDefault, String documentation, List<Entry> entries) {
        switch (type) {
            case Optionally(OptionType value) -> list(key, value, byDefault, documentation, entries);
            case ListOf(Nested(OptionRecord items))
            when !isSecret(items) -> {
                entries.add(new Entry(key, typeName(type), byDefault, documentation));
                list(key + "[]", items, entries);
            }
            case MapOf(Nested(OptionRecord values))
            when !isSecret(values) -> {
                entries.add(new Entry(key, typeName(type), byDefault, documentation));
                list(key + ".<name>", values, entries);
            }
            case Nested(OptionRecord nested)
            when !isSecret(nested) -> {
                entries.add(new Entry(key, typeName(type), byDefault, documentation));
                list(key, nested, entries);
            }
            default -> entries.add(new Entry(key, typeName(type), byDefault, documentation));
        }
    }

    private static String withoutDefault(OptionType type) {
        return switch (type) {
            case Optionally value -> "none";
            case ListOf list -> EMPTY;
            case SetOf set -> EMPTY;
            case MapOf map -> EMPTY;
            case Part part -> EMPTY;
            case Nested(OptionRecord nested) when !isSecret(nested) -> "";
            case Nested secret -> REQUIRED;
            case Scalar scalar -> REQUIRED;
        };
    }

    private static String typeName(OptionType type) {
        return switch (type) {
            case Scalar scalar -> scalar.name();
            case Optionally(OptionType value) -> typeName(value);
            case ListOf(OptionType item) -> "list of " + typeName(item);
            case SetOf(OptionType item) -> "set of " + typeName(item);
            case MapOf(OptionType value) -> "map of " + typeName(value);
            case Nested(OptionRecord nested) -> isSecret(nested) ? "secret reference" : "options";
            case Part part -> "options described elsewhere";
        };
    }

    private static boolean isSecret(OptionRecord options) {
        return options.type() == SecretRef.class;
    }

    /** A Markdown table with a line for each option. */
    public String toMarkdown() {
        return entries.stream()
                .map(entry -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                entry.key(), cell(entry.type()), cell(entry.byDefault()), cell(entry.documentation())))
                .collect(Collectors.joining("", "| key | type | default | what it does |\n|---|---|---|---|\n", ""));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
