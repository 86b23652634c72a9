package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The bundle that comes with the gateway; there is never another one. */
final class DeliveredBundle implements BundleSource {

    private static final String RESOURCE = "META-INF/ecluse/rules/bundle.tar.gz";

    private boolean given;

    @Override
    public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException {
        if (given) {
            return Optional.empty();
        }
        given = true;
        try (InputStream bundle = DeliveredBundle.class.getResourceAsStream("/" + RESOURCE)) {
            if (bundle == null) {
                throw new IOException("no " + RESOURCE + " on the class path");
            }
            return Optional.of(BundleArchive.unpack(bundle.readAllBytes()));
        }
    }

    @Override
    public String toString() {
        return "the delivered bundle";
    }
}
