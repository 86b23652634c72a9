package fr.ecluse.runtime.state;

/** What keeps the entries. */
interface Backend extends AutoCloseable {

    /**
     * Opens a cache, and makes it if it is not there. Blocks.
     *
     * @param name lower case letters, digits, dots, hyphens, underscores
     */
    Entries open(String name, Retention retention);

    /** Stops it all; whatever was acknowledged is kept where it is kept at all. */
    @Override
    void close();
}
