package fr.ecluse.plugin.access.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What rules read of a question")
class ProjectionTest {

    @Test
    void isEverythingWhereTheyDoNotSay() {
        assertThat(Projection.of(List.of())).isEqualTo(Projection.EVERYTHING);
    }

    @Test
    void isAFactAGroupOrTheFactAroundAPart() {
        assertThat(Projection.of(List.of("/subject/id")).facts()).containsExactly(Fact.SUBJECT_ID);
        assertThat(Projection.of(List.of("/resource/recipients/domains")).facts())
                .containsExactly(Fact.RESOURCE_RECIPIENTS);
        assertThat(Projection.of(List.of("/action")).facts())
                .containsExactlyInAnyOrder(
                        Fact.ACTION_NAME, Fact.ACTION_STREAM, Fact.ACTION_MAX_TOKENS, Fact.ACTION_TOOLS);
    }

    @Test
    void isNothingThatNoQuestionHas() {
        for (String pointer : List.of("/subject/idd", "/subjects", "subject/id", "/content/text", "/")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Projection.of(List.of(pointer)))
                    .withMessageContaining(pointer);
        }
    }
}
