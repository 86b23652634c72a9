package fr.ecluse.bench.access;

import fr.ecluse.bench.server.Workplace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A bundle of access rules: the delivered one, and what is made of it. Immutable. */
public final class RulesBundle {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MANIFEST = "/.manifest";
    private static final String DATA = "/data.json";

    private final Map<String, byte[]> files;

    private RulesBundle(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Where the delivered one is. */
    public static Path delivered(Workplace workplace) {
        return workplace.root().resolve("policies/rego/bundle.tar.gz");
    }

    /** Reads one. */
    public static RulesBundle read(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return new RulesBundle(files);
    }

    /** The same under another revision. */
    public RulesBundle revision(String revision) {
        return change(MANIFEST, manifest -> manifest.put("revision", revision));
    }

    /** The same with so many more groups, called {@code group-0} and so on. */
    public RulesBundle withGroups(int count) {
        return change(DATA, data -> {
            ObjectNode groups = (ObjectNode) data.at("/ecluse/data/groups");
            for (int i = 0; i < count; i++) {
                ObjectNode group = groups.putObject("group-" + i);
                group.putArray("tenants").add("demo");
                group.putArray("apis").add("ai");
                group.putArray("models").add("chat-" + i).add("bench-model");
                group.putArray("tools").add("files__read_" + i);
                group.putArray("zones").add("cloud");
            }
        });
    }

    private RulesBundle change(String name, Consumer<ObjectNode> change) {
        ObjectNode object = (ObjectNode) JSON.readTree(files.get(name));
        change.accept(object);
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(name, JSON.writeValueAsBytes(object));
        return new RulesBundle(changed);
    }

    /** Puts it there, at once and whole, in the place of what may be there. */
    public Path write(Path archive) throws IOException {
        Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
