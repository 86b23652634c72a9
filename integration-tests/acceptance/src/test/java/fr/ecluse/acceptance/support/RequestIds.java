package fr.ecluse.acceptance.support;

import java.util.UUID;

/** Ids by which a test finds its request again, upstream and in the usage ledger. */
public final class RequestIds {

    private RequestIds() {}

    /** An id that nobody has used. */
    public static String next() {
        return "test-" + UUID.randomUUID();
    }
}
