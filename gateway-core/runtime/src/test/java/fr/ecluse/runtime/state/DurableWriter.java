package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import java.nio.file.Path;
import java.time.Duration;

/** Writes durable entries until it is killed, and prints the key of each when its call has returned. */
final class DurableWriter {

    static final String MAP = "written";

    private DurableWriter() {}

    public static void main(String[] arguments) {
        try (SharedStates state = StateSettings.start(Path.of(arguments[0]), "timeout", "20s")) {
            StateMap map = state.map(MAP, Durability.DURABLE);
            for (int i = 0; ; i++) {
                map.put("key" + i, SharedStateContract.bytes("value of key" + i), Duration.ZERO);
                System.out.println("key" + i);
            }
        }
    }
}
