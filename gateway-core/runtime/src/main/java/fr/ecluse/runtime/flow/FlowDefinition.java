package fr.ecluse.runtime.flow;

import java.util.List;

/**
 * A flow as it was written.
 *
 * @param id the route's id
 * @param selector the operations that it serves, as in {@code gateway:<selector>}
 * @param uris its steps, in order
 */
public record FlowDefinition(String id, String selector, List<String> uris) {

    public FlowDefinition {
        uris = List.copyOf(uris);
    }
}
