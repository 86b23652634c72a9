package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.spi.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A price")
class PriceTest {

    @ParameterizedTest
    @CsvSource({
        // input price, output price, per, input tokens, output tokens, cost
        "0.20, 0.60, 1000000, 1000000, 0, 0.2",
        "0.20, 0.60, 1000000, 21, 28, 0.000021",
        "0.20, 0.60, 1000000, 0, 0, 0",
        "0, 0, 1000000, 5, 5, 0",
        "3, 15, 1000, 2, 1, 0.021",
        "1, 0, 3000000000000, 1, 0, 0",
        "1, 0, 3, 2, 0, 0.666666666667",
        "2.5, 10, 1000000, 9000000000000, 9000000000000, 112500000",
    })
    void isToldPerToken(
            BigDecimal input, BigDecimal output, long per, long inputTokens, long outputTokens, String cost) {
        Price price = new Price(input, output, per);

        assertThat(price.of(new Usage(inputTokens, outputTokens, 0, 0)).toPlainString())
                .isEqualTo(cost);
    }

    @Test
    void isNotNegative() {
        BigDecimal one = BigDecimal.ONE;
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(one.negate(), one, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(one, one.negate(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(one, one, 0));
    }

    @Test
    void hasNoMoreDigitsThanMoneyHas() {
        BigDecimal one = BigDecimal.ONE;
        for (String number : List.of("1e-999999999", "1e999999999", "0.0000000000001", "1000000000000")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Price(new BigDecimal(number), one, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new Price(one, new BigDecimal(number), 1));
        }
        assertThat(new Price(new BigDecimal("2.50"), new BigDecimal("1e2"), 1)).isNotNull();
    }
}
