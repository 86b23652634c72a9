package fr.ecluse.spi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("Obligations of several decisions")
class ObligationsTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    @Test
    void admitEverythingWhereThereAreNone() {
        assertThat(Obligations.none().admitsZone("any")).isTrue();
        assertThat(Obligations.none().admitsModel("any")).isTrue();
    }

    @Test
    void admitNothingWhereTheListIsEmpty() {
        Obligations nowhere =
                new Obligations(Optional.of(Set.of()), Optional.of(Set.of()), OptionalLong.empty(), Optional.empty());

        assertThat(nowhere.admitsZone("any")).isFalse();
        assertThat(nowhere.and(Obligations.none()).admitsZone("any")).isFalse();
        assertThat(Obligations.none().and(nowhere).admitsModel("any")).isFalse();
    }

    @RepeatedTest(500)
    void admitWhatEachOfThemAdmitsAndNothingElse(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Obligations> decisions = List.of(any(random), any(random), any(random));
        List<Obligations> shuffled = new ArrayList<>(decisions);
        Collections.shuffle(shuffled, random);

        Obligations all = decisions.stream().reduce(Obligations.none(), Obligations::and);

        for (String name : NAMES) {
            assertThat(all.admitsZone(name)).isEqualTo(decisions.stream().allMatch(one -> one.admitsZone(name)));
            assertThat(all.admitsModel(name)).isEqualTo(decisions.stream().allMatch(one -> one.admitsModel(name)));
        }
        assertThat(all.maxTokens())
                .isEqualTo(decisions.stream()
                        .map(Obligations::maxTokens)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .min());
        assertThat(all.cacheScope())
                .isEqualTo(decisions.stream()
                        .flatMap(one -> one.cacheScope().stream())
                        .min(Comparator.naturalOrder()));
        assertThat(shuffled.stream().reduce(Obligations.none(), Obligations::and))
                .as("the order does not matter")
                .isEqualTo(all);
    }

    @Test
    void leaveAtLeastOneToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Obligations(Optional.empty(), Optional.empty(), OptionalLong.of(0), Optional.empty()));
    }

    private static Obligations any(Random random) {
        return new Obligations(
                names(random),
                names(random),
                random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(9)) : OptionalLong.empty(),
                random.nextBoolean() ? Optional.of(CacheScope.values()[random.nextInt(3)]) : Optional.empty());
    }

    private static Optional<Set<String>> names(Random random) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        Set<String> some = new HashSet<>(NAMES);
        some.removeIf(_ -> random.nextBoolean());
        return Optional.of(some);
    }
}
