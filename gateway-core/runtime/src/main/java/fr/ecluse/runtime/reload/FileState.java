package fr.ecluse.runtime.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a file was when it was looked at.
 *
 * @param file the file
 * @param modified its time of modification
 * @param size its bytes
 * @param content a hash of what is in it, or why that cannot be read
 * @param seenAt when it was looked at
 */
record FileState(Path file, FileTime modified, long size, String content, Instant seenAt) {

    /** Within this time after a modification another one may leave the same time stamp. */
    private static final long COARSEST_TIMESTAMP_MILLIS = 2_000;

    /** Looks at a file. */
    static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    file,
                    attributes.lastModifiedTime(),
                    attributes.size(),
                    hash(Files.readAllBytes(file)),
                    Instant.now());
        } catch (IOException e) {
            return new FileState(file, FileTime.fromMillis(0), 0, e.getClass().getSimpleName(), Instant.now());
        }
    }

    /** Looks again; reads the content only if it may have changed. */
    FileState again() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            boolean untouched = attributes.lastModifiedTime().equals(modified) && attributes.size() == size;
            boolean settled = modified.toMillis() + COARSEST_TIMESTAMP_MILLIS < seenAt.toEpochMilli();
            return untouched && settled ? this : of(file);
        } catch (IOException e) {
            return of(file);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
