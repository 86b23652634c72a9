package fr.ecluse.plugin.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 as a value that can be compared and looked up. What it is the hash of cannot be had back. */
record Sha256(long first, long second, long third, long fourth) {

    static Sha256 of(String text) {
        ByteBuffer hash = ByteBuffer.wrap(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** A new computation of one. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
