package fr.ecluse.acceptance.access;

import fr.ecluse.acceptance.support.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The delivered access rules as an operator has them who changes them: a bundle, unpacked in a folder. */
final class RulesFolder {

    private static final ObjectMapper JSON = new JsonMapper();

    private final Path folder;

    private RulesFolder(Path folder) {
        this.folder = folder;
    }

    static RulesFolder unpack(Checkout checkout) {
        RulesFolder rules = new RulesFolder(checkout.newFolder("rules"));
        Path bundle = checkout.root().resolve("policies/rego/bundle.tar.gz");
        try (InputStream in = Files.newInputStream(bundle);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    rules.put(entry.getName().replaceFirst("^/", ""), tar.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    Path path() {
        return folder;
    }

    /** Changes the data that rules read, and gives the bundle another revision. */
    void change(String revision, Consumer<ObjectNode> change) {
        ObjectNode data = read("data.json");
        change.accept((ObjectNode) data.path("ecluse").path("data"));
        put("data.json", JSON.writeValueAsBytes(data));
        ObjectNode manifest = read(".manifest");
        manifest.put("revision", revision);
        put(".manifest", JSON.writeValueAsBytes(manifest));
    }

    private ObjectNode read(String name) {
        try {
            return (ObjectNode) JSON.readTree(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String name, byte[] content) {
        try {
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            Path fresh = Files.write(Files.createTempFile("rules", ""), content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
