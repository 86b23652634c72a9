package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is what the other tests of this package try. */
class ExamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"tls.yaml", "browsers.yaml"})
    void documentationShowsTheFile(String name) throws IOException {
        Path docs = Checkout.current().root().resolve("docs");
        String file = Files.readString(docs.resolve("examples/edge/" + name));
        String withoutComment = file.substring(file.indexOf('\n') + 1);

        assertThat(Files.readString(docs.resolve("operations.md"))).contains("```yaml\n" + withoutComment + "```");
    }
}
