package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.plugin.identity.Shared.Lease;
import fr.ecluse.plugin.identity.Shared.Made;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A part that several use")
class SharedTest {

    private final Shared<String, Object> shared = new Shared<>();
    private final List<String> ended = new ArrayList<>();

    private Lease<Object> lease(String key) {
        return shared.lease(key, () -> new Made<>(new Object(), () -> ended.add(key)));
    }

    @Test
    void isMadeForTheFirstAndEndsWithTheLast() {
        Lease<Object> first = lease("a");
        Lease<Object> second = lease("a");
        assertThat(second.value()).isSameAs(first.value());

        first.close();
        first.close();
        assertThat(ended).as("somebody is there").isEmpty();
        second.close();
        assertThat(ended).containsExactly("a");
    }

    @Test
    void isMadeAnewForWhoComesLater() {
        Lease<Object> first = lease("a");
        first.close();

        assertThat(lease("a").value()).isNotSameAs(first.value());
    }

    @Test
    void isAnotherUnderAnotherKey() {
        assertThat(lease("a").value()).isNotSameAs(lease("b").value());
    }
}
