package fr.ecluse.spi.access;

import java.util.Locale;

/** Who may share a cached answer. Ordered, the narrowest first. */
public enum CacheScope {
    NONE,
    SUBJECT,
    TENANT;

    /** The word that access rules use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What both admit. */
    public CacheScope narrower(CacheScope other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
