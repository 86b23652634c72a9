package fr.ecluse.spi;

/**
 * Keyed pseudonyms: the same value gives the same pseudonym under the same key, and without the key none can be led
 * back or recomputed (HMAC-SHA-256, cut to 128 bits).
 */
@FunctionalInterface
public interface Pseudonyms {

    /**
     * The pseudonym of a value within a tenant.
     *
     * @return 32 hexadecimal digits
     */
    String of(String tenant, String value);
}
