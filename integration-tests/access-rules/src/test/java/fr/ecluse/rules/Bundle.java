package fr.ecluse.rules;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bundle of OPA's: a compressed tar archive of rules, data and a manifest. */
final class Bundle {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;

    private final Map<String, byte[]> files;

    private Bundle(Map<String, byte[]> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads one; the names in it must be short, as those of OPA's bundles are. */
    static Bundle read(InputStream archive) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (DataInputStream tar = new DataInputStream(new GZIPInputStream(archive))) {
            byte[] header = new byte[BLOCK];
            tar.readFully(header);
            while (header[0] != 0) {
                byte[] content = new byte[Integer.parseInt(text(header, SIZE_OFFSET, SIZE_LENGTH), 8)];
                tar.readFully(content);
                tar.skipNBytes(Math.floorMod(-content.length, BLOCK));
                files.put(text(header, 0, NAME_LENGTH), content);
                tar.readFully(header);
            }
        }
        return new Bundle(files);
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.UTF_8);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    Set<String> names() {
        return files.keySet();
    }

    byte[] wasm() {
        return file("/policy.wasm");
    }

    byte[] data() {
        return file("/data.json");
    }

    JsonNode manifest() {
        return new JsonMapper().readTree(file("/.manifest"));
    }

    private byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IllegalArgumentException("the bundle has no " + name);
        }
        return content.clone();
    }
}
