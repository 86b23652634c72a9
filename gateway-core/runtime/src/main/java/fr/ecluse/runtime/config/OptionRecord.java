package fr.ecluse.runtime.config;

import fr.ecluse.spi.config.Option;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An options record as the configuration sees it.
 *
 * @param type the record's class
 * @param options its components, in order
 */
record OptionRecord(Class<? extends Record> type, List<Component> options) {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /**
     * One option.
     *
     * @param name its key
     * @param type what it takes
     * @param documentation one line
     * @param byDefault the default as it would be written in YAML; empty for none
     */
    record Component(String name, OptionType type, String documentation, String byDefault) {}

    /**
     * Looks at a record's components.
     *
     * @throws IllegalArgumentException if one is not documented or of a type that cannot be configured
     */
    static OptionRecord of(Class<? extends Record> type) {
        return of(type, new LinkedHashSet<>());
    }

    static OptionRecord of(Class<? extends Record> type, Set<Class<?>> around) {
        if (!around.add(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself");
        }
        List<Component> options = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String where = type.getName() + "." + component.getName();
            Option option = component.getAnnotation(Option.class);
            if (option == null) {
                throw new IllegalArgumentException(where + " has no @Option that documents it");
            }
            options.add(new Component(
                    kebabCase(component.getName()),
                    OptionTypes.of(component.getGenericType(), where, around),
                    option.value(),
                    option.byDefault()));
        }
        around.remove(type);
        return new OptionRecord(type, List.copyOf(options));
    }

    /**
     * Calls the record's own constructor.
     *
     * @throws java.lang.reflect.InvocationTargetException if it refuses the values
     * @throws ReflectiveOperationException if it cannot be called
     */
    Record create(List<Object> values) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values.toArray());
    }

    static String kebabCase(String name) {
        return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
