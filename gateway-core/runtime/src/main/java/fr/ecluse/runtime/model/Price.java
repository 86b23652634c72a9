package fr.ecluse.runtime.model;

import fr.ecluse.spi.Usage;
import fr.ecluse.spi.config.Option;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a deployment's tokens cost, in the one currency of the platform. A request costs (input tokens × input + output
 * tokens × output) / per.
 */
public record Price(
        @Option("What input tokens cost.") BigDecimal input,

        @Option("What output tokens cost, those of reasoning included.")
        BigDecimal output,

        @Option(value = "The number of tokens that the prices are for.", byDefault = "1000000")
        long per) {

    private static final int DECIMALS = 12;
    private static final int DIGITS = 12;

    public Price {
        if (input.signum() < 0 || output.signum() < 0 || per < 1) {
            throw new IllegalArgumentException("prices are not negative, and for one token or more");
        }
        requireSane("input", input);
        requireSane("output", output);
    }

    /** An exponent such as that of 1e-999999999 would make each sum a number of as many digits. */
    private static void requireSane(String name, BigDecimal price) {
        if (price.precision() - price.scale() > DIGITS || price.scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    name + " has more than " + DIGITS + " digits before the point, or " + DECIMALS + " after it");
        }
    }

    /** The cost of a request, rounded half up to the twelfth decimal. */
    public BigDecimal of(Usage usage) {
        BigDecimal cost = input.multiply(BigDecimal.valueOf(usage.inputTokens()))
                .add(output.multiply(BigDecimal.valueOf(usage.outputTokens())));
        return cost.divide(BigDecimal.valueOf(per), DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
