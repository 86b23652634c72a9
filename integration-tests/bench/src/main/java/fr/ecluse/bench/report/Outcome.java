package fr.ecluse.bench.report;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** What became of a measurement. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "outcome")
public sealed interface Outcome {

    /**
     * There is a figure.
     *
     * @param value what is judged, in the unit of the bounds
     * @param figure the measurement in words
     * @param ratio the comparison in words; empty where there is none
     * @param samples the single measurements by what they are of, in the order in which they were taken
     */
    record Measured(double value, String figure, String ratio, Map<String, List<Double>> samples) implements Outcome {
        public Measured {
            samples = Map.copyOf(samples);
        }
    }

    /** The gateway gave wrong answers or broke: a must that is missed, whatever was asked. */
    record Failed(String reason) implements Outcome {}

    /** Something is not there that the measurement needs. */
    record NotRun(String reason) implements Outcome {}
}
