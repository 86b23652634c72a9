package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.question.Projection;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules as OPA's compiler delivers them.
 *
 * @param revision of the bundle's manifest; empty if it has none
 * @param wasm the compiled rules; not to be changed
 * @param data the data documents, as one JSON object; not to be changed
 * @param hasMasks whether there are rules that say what is masked in the decision log
 * @param projection what the entrypoint's METADATA says that the rules read
 * @param cases questions whose answers are known, which the bundle brings along to be tried
 */
record Bundle(
        String revision, byte[] wasm, byte[] data, boolean hasMasks, Projection projection, List<SmokeCase> cases) {

    private static final String MODULE = "policy.wasm";
    private static final String DATA = "data.json";
    private static final String MANIFEST = ".manifest";
    private static final Pattern MASKS = Pattern.compile("(?m)^\\s*package\\s+system\\.log\\s*(#.*)?$");

    Bundle {
        cases = List.copyOf(cases);
    }

    /**
     * Reads the files of a bundle.
     *
     * @param files by path, without a slash at the beginning
     * @throws BadBundleException if a file is missing, or is not what it should be
     */
    static Bundle of(Map<String, byte[]> files) throws BadBundleException {
        JsonObject manifest = json(files, MANIFEST);
        JsonObject entrypoint = entrypoint(manifest);
        String module = entrypoint.text("module").orElse("/" + MODULE).substring(1);
        JsonObject data = json(files, DATA);
        return new Bundle(
                manifest.text("revision").orElse(""),
                file(files, module),
                file(files, DATA),
                hasMasks(files, manifest),
                projection(entrypoint),
                SmokeCase.of(data));
    }

    /** Where the manifest speaks of the entrypoint: as {@code ./ecluse rules build} writes it, or as OPA does for Wasm. */
    private static JsonObject entrypoint(JsonObject manifest) throws BadBundleException {
        List<JsonValue> candidates = new ArrayList<>(items(manifest, "wasm"));
        manifest.get("metadata").ifPresent(candidates::addFirst);
        for (JsonValue candidate : candidates) {
            if (candidate instanceof JsonObject object
                    && object.text("entrypoint")
                            .filter(Rules.ENTRYPOINT::equals)
                            .isPresent()) {
                return object;
            }
        }
        throw new BadBundleException("its manifest does not name the entrypoint " + Rules.ENTRYPOINT);
    }

    /** Whether it has mask rules: as Rego, or in Wasm as OPA's manifest says it. */
    private static boolean hasMasks(Map<String, byte[]> files, JsonObject manifest) {
        return files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".rego"))
                        .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
                        .anyMatch(rego -> MASKS.matcher(rego).find())
                || items(manifest, "wasm").stream()
                        .anyMatch(item -> item instanceof JsonObject object
                                && object.text("entrypoint")
                                        .filter(MaskRules.ENTRYPOINT::equals)
                                        .isPresent());
    }

    private static Projection projection(JsonObject entrypoint) throws BadBundleException {
        List<JsonValue> listed = new ArrayList<>(items(entrypoint, "projection"));
        for (JsonValue annotation : items(entrypoint, "annotations")) {
            if (annotation instanceof JsonObject object) {
                listed.addAll(items(object.object("custom"), "projection"));
            }
        }
        List<String> pointers = new ArrayList<>();
        for (JsonValue pointer : listed) {
            if (!(pointer instanceof JsonString text)) {
                throw new BadBundleException("its projection has something that is no text");
            }
            pointers.add(text.text());
        }
        try {
            return Projection.of(pointers);
        } catch (IllegalArgumentException e) {
            throw new BadBundleException("its projection is wrong: " + e.getMessage());
        }
    }

    private static List<JsonValue> items(JsonObject object, String name) {
        return items(Optional.of(object), name);
    }

    private static List<JsonValue> items(Optional<JsonObject> object, String name) {
        return object.flatMap(present -> present.get(name)).orElse(null) instanceof JsonArray array
                ? array.items()
                : List.of();
    }

    private static JsonObject json(Map<String, byte[]> files, String name) throws BadBundleException {
        try {
            if (JsonDocument.parse(file(files, name)).root() instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw new BadBundleException("its " + name + " is no JSON object");
    }

    private static byte[] file(Map<String, byte[]> files, String name) throws BadBundleException {
        byte[] file = files.get(name);
        if (file == null) {
            throw new BadBundleException("it has no " + name);
        }
        return file;
    }
}
