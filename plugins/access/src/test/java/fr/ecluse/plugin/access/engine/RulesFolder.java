package fr.ecluse.plugin.access.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The delivered bundle, unpacked, to be changed by a test. */
final class RulesFolder {

    private static final ObjectMapper JSON = new JsonMapper();

    private final Path folder;

    /**
     * @param folder an empty one
     */
    RulesFolder(Path folder) {
        this.folder = folder;
        delivered().forEach(this::write);
    }

    /** The bundle's archive as it is delivered. */
    static byte[] archive() {
        try (InputStream in = RulesFolder.class.getResourceAsStream("/META-INF/ecluse/rules/bundle.tar.gz")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> delivered() {
        try {
            return BundleArchive.unpack(archive());
        } catch (BadBundleException e) {
            throw new IllegalStateException(e);
        }
    }

    Path path() {
        return folder;
    }

    BundleSource source() {
        return new BundleFile(folder);
    }

    RulesFolder revision(String revision) {
        return change(".manifest", manifest -> manifest.put("revision", revision));
    }

    RulesFolder data(Consumer<ObjectNode> change) {
        return change(
                "data.json",
                data -> change.accept((ObjectNode) data.path("ecluse").path("data")));
    }

    /** Changes a file that is a JSON object. */
    RulesFolder change(String name, Consumer<ObjectNode> change) {
        ObjectNode object = (ObjectNode) JSON.readTree(read(name));
        change.accept(object);
        write(name, JSON.writeValueAsBytes(object));
        return this;
    }

    byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, byte[] content) {
        put(folder.resolve(name), content);
    }

    /** Puts a file there, at once and whole. */
    static void put(Path target, byte[] content) {
        try {
            Files.createDirectories(target.getParent());
            Path fresh = Files.write(Files.createTempFile("rules", ""), content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive of the files as they are now. */
    byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : List.of(".manifest", "data.json", "policy.wasm")) {
                byte[] content = read(name);
                TarArchiveEntry entry = new TarArchiveEntry("/" + name, true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
