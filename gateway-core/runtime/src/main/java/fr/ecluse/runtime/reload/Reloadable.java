package fr.ecluse.runtime.reload;

import fr.ecluse.runtime.config.ConfigTree;
import java.util.Set;

/** A part of the gateway that takes a changed configuration while it runs. */
public interface Reloadable {

    /** What errors call it; unique among the parts of a reloader. */
    String name();

    /** The names directly below {@code ecluse} that it takes anew; a change elsewhere waits for the next start. */
    Set<String> sections();

    /**
     * Checks the configuration and builds what it says, without touching what is live. Never called by two threads at
     * once.
     *
     * @param generation the number of the generation that this configuration becomes if every part can take it
     * @throws Exception that says what is wrong; no part changes then
     */
    Prepared prepare(ConfigTree configuration, long generation) throws Exception;

    /** What was built; exactly one of the two methods is called, once. */
    @FunctionalInterface
    interface Prepared {

        /** Puts it in the place of what is live, and lets that drain. Does not fail. */
        void swap();

        /** Gives up what was built, because another part could not take the configuration. */
        default void discard() {}
    }
}
