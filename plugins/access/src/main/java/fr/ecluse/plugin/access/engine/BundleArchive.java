package fr.ecluse.plugin.access.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks bundles: files in a tar, compressed by gzip. */
final class BundleArchive {

    /** More than any bundle needs, and less than would do harm. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private BundleArchive() {}

    /**
     * The files of an archive, by path without a slash at the beginning.
     *
     * @throws BadBundleException if it is none, or too large
     */
    static Map<String, byte[]> unpack(byte[] archive) throws BadBundleException {
        Map<String, byte[]> files = new HashMap<>();
        long left = MAX_BYTES;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    byte[] content = tar.readNBytes((int) left + 1);
                    left -= content.length;
                    if (left < 0) {
                        throw new BadBundleException("it is larger than " + MAX_BYTES + " bytes");
                    }
                    files.put(path(entry.getName()), content);
                }
            }
        } catch (IOException e) {
            throw new BadBundleException("it is no tar compressed by gzip", e);
        }
        return files;
    }

    private static String path(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
