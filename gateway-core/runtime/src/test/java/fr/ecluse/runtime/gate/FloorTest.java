package fr.ecluse.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.StepName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The floor grows, and does not shrink")
class FloorTest {

    private static final StepName METERING = StepName.of("metering");
    private static final StepName IDENTITY = StepName.of("identity");
    private static final StepName CONTRACT = StepName.of("contract");
    private static final StepName DLP = StepName.parse("dlp@act");
    private static final StepName LIMIT = StepName.of("limit");

    @ParameterizedTest
    @EnumSource
    void everyKindOfTargetHasTheDeliveredOne(TargetKind kind) {
        assertThat(Floor.delivered().forTarget(kind, List.of()))
                .containsExactly(
                        METERING,
                        IDENTITY,
                        CONTRACT,
                        StepName.parse("access@request"),
                        StepName.parse("access@content"));
        assertThat(Floor.bare().forTarget(kind, List.of())).containsExactly(METERING, IDENTITY, CONTRACT);
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorAddsToOneKindOnly(TargetKind kind) {
        Floor floor = Floor.bare().with(Map.of(kind, List.of(IDENTITY, DLP)));

        for (TargetKind each : TargetKind.values()) {
            if (each == kind) {
                assertThat(floor.forTarget(each, List.of())).containsExactly(METERING, IDENTITY, CONTRACT, DLP);
            } else {
                assertThat(floor.forTarget(each, List.of())).doesNotContain(DLP);
            }
        }
    }

    @Test
    void aContractAddsToWhatIsThere() {
        Floor floor = Floor.bare().with(Map.of(TargetKind.CONNECTOR, List.of(DLP)));

        assertThat(floor.forTarget(TargetKind.CONNECTOR, List.of(LIMIT)))
                .containsExactly(METERING, IDENTITY, CONTRACT, DLP, LIMIT);
    }
}
