package fr.ecluse.bench.access;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.Trial;
import fr.ecluse.plugin.access.rules.RulingReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesBundleTest {
    private static final Path DELIVERED = Path.of("..", "..", "policies", "rego", "bundle.tar.gz");

    @TempDir
    private Path folder;

    @Test
    void aBundleOfAnotherRevisionHasTheSameRules() throws Exception {
        Path file = RulesBundle.read(DELIVERED).revision("other").write(folder.resolve("bundle.tar.gz"));

        assertThat(Engines.trial(file).revision()).isEqualTo("other");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"question-request.json", "question-content.json"})
    void theQuestionsThatAreMeasuredAreAllowed(String question) throws Exception {
        Trial rules = Engines.trial(withGroups(10));

        assertThat(RulingReader.read(rules.ask(DecisionTime.question(question)).value())
                        .allow())
                .isTrue();
    }

    @Test
    void aCallerHasWhatAnAddedGroupOpens() throws Exception {
        String question = """
                {"subject":{"id":"a","tenant":"demo","clearance":"usual","groups":["group-9"],"roles":[]},\
                "action":{"tools":[]},\
                "resource":{"api":"ai","operation":"createChatCompletion","model":"chat-9"},\
                "context":{"phase":"request","weekday":"monday","minute_of_day":600}}""";

        assertThat(allows(withGroups(10), question)).isTrue();
        assertThat(allows(withGroups(9), question)).isFalse();
    }

    private static boolean allows(Path bundle, String question) throws Exception {
        return RulingReader.read(Engines.trial(bundle).ask(question).value()).allow();
    }

    private Path withGroups(int count) throws IOException {
        return RulesBundle.read(DELIVERED).withGroups(count).write(folder.resolve(count + ".tar.gz"));
    }
}
