package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.BuiltinFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The builtins")
class BuiltinFactoriesTest {

    @Test
    void areFoundByTheNamesThatOperationsUse() {
        Map<String, Class<?>> found = new HashMap<>();
        for (BuiltinFactory<?> factory : ServiceLoader.load(BuiltinFactory.class)) {
            found.put(factory.name(), factory.configType());
        }

        assertThat(found)
                .isEqualTo(Map.of("keys", KeysOptions.class, "admin-keys", NoOptions.class, "me", NoOptions.class));
    }
}
