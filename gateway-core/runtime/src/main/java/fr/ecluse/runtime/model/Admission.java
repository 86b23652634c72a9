package fr.ecluse.runtime.model;

import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.Pass;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.spi.RefusalException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The right of an exchange to leave, and the models it may go to, both of one generation of the configuration: between
 * two, a model may move to a zone, and that zone may open or close.
 *
 * @param pass says which zones are admitted
 * @param models says which model stands in which zone
 */
record Admission(Pass pass, ModelCatalogue models) {

    /**
     * Asks the gate, again if the configuration was reloaded meanwhile.
     *
     * @throws RefusalException if the gate stays closed
     */
    static Admission of(Exchange exchange, Gate gate, Supplier<ModelCatalogue> catalogue) throws RefusalException {
        Admission admission;
        do {
            admission = new Admission(gate.admit(exchange, TargetKind.MODEL), catalogue.get());
        } while (admission.pass.generation() != admission.models.generation());
        return admission;
    }
}
