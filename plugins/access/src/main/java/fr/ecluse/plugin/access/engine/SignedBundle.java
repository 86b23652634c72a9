package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Bundles of another source, as far as they are signed. */
record SignedBundle(BundleSource source, BundleSignature signature) implements BundleSource {

    @Override
    public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException, InterruptedException {
        Optional<Map<String, byte[]>> files = source.next();
        if (files.isPresent()) {
            signature.check(files.get());
        }
        return files;
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
