package fr.ecluse.spi;

/**
 * The key of a value that one step leaves on an exchange for another, such as what {@code dlp@detect} found for
 * {@code dlp@act}. Compared by identity: share the constant.
 *
 * @param <T> the value's type
 */
public final class Attribute<T> {

    private final String name;
    private final Class<T> type;

    private Attribute(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    public static <T> Attribute<T> of(String name, Class<T> type) {
        return new Attribute<>(name, type);
    }

    public Class<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
