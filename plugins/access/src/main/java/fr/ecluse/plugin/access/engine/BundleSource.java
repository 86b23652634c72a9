package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where bundles come from. Used by one thread at a time. */
interface BundleSource {

    /**
     * The files of the bundle there, by path, unless they are those that this method gave last.
     *
     * @throws BadBundleException if what is there is no bundle; not thrown again until something else is there
     * @throws IOException if there is nothing, or it cannot be read
     */
    Optional<Map<String, byte[]>> next() throws BadBundleException, IOException, InterruptedException;

    /** Where that is, for people. */
    @Override
    String toString();
}
