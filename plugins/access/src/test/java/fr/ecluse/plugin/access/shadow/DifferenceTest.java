package fr.ecluse.plugin.access.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.Ruling.Demands;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.error.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a candidate would have decided otherwise")
class DifferenceTest {

    private static final Demands CLOUD = new Demands(
            new Obligations(Optional.of(Set.of("cloud")), Optional.empty(), OptionalLong.empty(), Optional.empty()),
            false,
            Map.of(),
            List.of());

    @Test
    void isNothingWhereBothSayTheSame() {
        assertThat(Difference.between(ruling(true, CLOUD, 30), ruling(true, CLOUD, 5)))
                .isEqualTo(Difference.SAME);
        assertThat(Difference.between(ruling(false, Demands.none(), 5), ruling(false, CLOUD, 5)))
                .as("a denial demands nothing")
                .isEqualTo(Difference.SAME);
    }

    @Test
    void isToldByItsKind() {
        assertThat(Difference.between(ruling(true, CLOUD, 30), ruling(false, Demands.none(), 5)))
                .isEqualTo(Difference.WOULD_DENY);
        assertThat(Difference.between(ruling(false, Demands.none(), 5), ruling(true, CLOUD, 30)))
                .isEqualTo(Difference.WOULD_ALLOW);
        assertThat(Difference.between(ruling(true, CLOUD, 30), ruling(true, Demands.none(), 30)))
                .isEqualTo(Difference.OBLIGATIONS_DIFFER);
    }

    private static Ruling ruling(boolean allow, Demands demands, int seconds) {
        return new Ruling(allow, List.of(new Reason("why", "Why.")), demands, List.of(), Duration.ofSeconds(seconds));
    }
}
