package fr.ecluse.bench.row;

import fr.ecluse.bench.report.Outcome;
import fr.ecluse.bench.stats.Measurement;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import java.io.IOException;

/** Makes what goes wrong with one figure that figure's outcome, so that the others are measured all the same. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(Measurement<Outcome> measurement) throws IOException, InterruptedException {
        try {
            return measurement.take();
        } catch (CannotRunException e) {
            return new Outcome.NotRun(e.reason());
        } catch (MeasurementException e) {
            return new Outcome.Failed(e.reason());
        }
    }
}
