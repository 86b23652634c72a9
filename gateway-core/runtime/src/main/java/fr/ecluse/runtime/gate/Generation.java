package fr.ecluse.runtime.gate;

import fr.ecluse.runtime.model.ModelCatalogue;
import java.util.Map;

/**
 * What one generation of the configuration says about places that requests go to. An exchange keeps the one that it began
 * with: between two of them a model may move to a zone, and that zone may open or close.
 *
 * @param number counts from 1
 * @param zones by name
 * @param models stand in these zones
 */
public record Generation(long number, Map<String, Zone> zones, ModelCatalogue models) {

    public Generation {
        zones = Map.copyOf(zones);
    }
}
