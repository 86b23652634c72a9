package fr.ecluse.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of the report.
 *
 * @param row the name of the row of the bench that it belongs to
 * @param what is measured
 */
public record Figure(String row, String what, Target target, Outcome outcome) {

    @JsonProperty
    public Verdict verdict() {
        return switch (outcome) {
            case Outcome.Measured measured -> target.judge(measured.value());
            case Outcome.Failed _ -> Verdict.MUST_MISSED;
            case Outcome.NotRun _ -> Verdict.NOT_RUN;
        };
    }
}
