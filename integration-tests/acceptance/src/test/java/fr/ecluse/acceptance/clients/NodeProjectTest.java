package fr.ecluse.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** Tests that silently did not run would look as if they had passed. */
class NodeProjectTest {

    private static final IOException NO_SUCH_FILE = new IOException("no such file");

    @Test
    void withoutNpmTestsAreLeftOutOnADesk() {
        assertThat(NodeProject.missing("npm", NO_SUCH_FILE, false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("npm is not installed here")
                .hasCause(NO_SUCH_FILE);
    }

    @Test
    void withoutNpmTestsFailInCi() {
        assertThat(NodeProject.missing("npm", NO_SUCH_FILE, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("npm is not installed here")
                .hasCause(NO_SUCH_FILE);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "false, false", "'', false", ", false"})
    void ciIsWhereTheVariableSaysSo(@Nullable String variable, boolean ci) {
        assertThat(NodeProject.isSet(variable)).isEqualTo(ci);
    }
}
