package fr.ecluse.bench.stats;

import fr.ecluse.process.CannotRunException;
import java.io.IOException;

/**
 * One measurement of one server; called once in each round.
 *
 * @param <T> what is measured
 */
@FunctionalInterface
public interface Measurement<T> {
    T take() throws MeasurementException, CannotRunException, IOException, InterruptedException;
}
