package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Figure;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.util.function.Consumer;

/** One group of measurements. */
public interface Row {

    /** As in the option {@code --rows}. */
    String name();

    /**
     * Measures, and hands over each figure as soon as it is known.
     *
     * @throws CannotRunException if something is missing without which no further figure can be had
     * @throws MeasurementException if the gateway failed so that no further figure can be had
     */
    void measure(Consumer<Figure> figures)
            throws CannotRunException, MeasurementException, IOException, InterruptedException;
}
