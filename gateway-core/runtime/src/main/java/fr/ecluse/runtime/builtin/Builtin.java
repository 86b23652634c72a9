package fr.ecluse.runtime.builtin;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;

/** An operation, or several, that the gateway answers itself. Thread-safe. */
@FunctionalInterface
public interface Builtin {

    Answer answer(Exchange exchange) throws RefusalException;
}
