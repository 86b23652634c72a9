package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What several users share")
class LeasesTest {

    private final List<Object> closed = new ArrayList<>();
    private final Leases<String, Object> leases = new Leases<>(closed::add);

    @Test
    void isMadeOnceAndClosedAfterItsLastUser() {
        Leases.Lease<Object> first = leases.lease("a", Object::new);
        Leases.Lease<Object> second = leases.lease("a", Object::new);

        assertThat(second.value()).isSameAs(first.value());
        first.close();
        first.close();
        assertThat(closed).isEmpty();
        second.close();
        assertThat(closed).containsExactly(first.value());
    }

    @Test
    void isMadeAnewAfterItsLastUser() {
        Leases.Lease<Object> first = leases.lease("a", Object::new);
        first.close();

        assertThat(leases.lease("a", Object::new).value()).isNotSameAs(first.value());
    }

    @Test
    void isAnotherForAnotherKey() {
        assertThat(leases.lease("a", Object::new).value())
                .isNotSameAs(leases.lease("b", Object::new).value());
    }

    @Test
    void leavesNothingBehindWhereItCannotBeMade() {
        assertThatThrownBy(() -> leases.lease("a", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(leases.lease("a", () -> "made").value()).isEqualTo("made");
    }
}
