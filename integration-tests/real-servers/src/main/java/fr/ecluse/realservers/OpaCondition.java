package fr.ecluse.realservers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides what becomes of tests that {@linkplain NeedsOpa need OPA}. */
final class OpaCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(OpaProgram.find().isPresent(), System.getenv("CI"));
    }

    /**
     * Decides.
     *
     * @param ci what CI services set to {@code true}
     */
    static ConditionEvaluationResult decide(boolean there, @Nullable String ci) {
        boolean everythingMustRun = Optional.ofNullable(ci)
                .filter(value -> !value.isBlank() && !value.equals("false"))
                .isPresent();
        return there || everythingMustRun
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled(OpaProgram.MISSING);
    }
}
