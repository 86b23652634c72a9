package fr.ecluse.plugin.access.engine;

import java.util.Optional;

/** What answers questions. Thread-safe. */
public interface RulesEngine extends AutoCloseable {

    /**
     * The rules in force now. Who asks them twice for one exchange keeps them: they answer alike after others came into
     * force, where they are this process's own.
     */
    Rules inForce();

    /** Why newer rules are not in force, if there are some and they are not. */
    Optional<String> problem();

    @Override
    void close();
}
