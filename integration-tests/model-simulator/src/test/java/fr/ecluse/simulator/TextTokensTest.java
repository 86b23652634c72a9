package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextTokensTest {
    @Test
    void tokensAreWhiteSpaceWithUpToFourCharacters() {
        assertThat(TextTokens.of("Hello big\n world ")).containsExactly("Hell", "o", " big", "\n worl", "d", " ");
    }

    @Test
    void anEmptyTextHasNoToken() {
        assertThat(TextTokens.of("")).isEmpty();
        assertThat(TextTokens.count("")).isZero();
    }

    @Test
    void joinedTheyGiveTheTextAndPairsStayWhole() {
        String alphabet = "ab \n\té😀\"\\";
        for (long seed = 0; seed < 500; seed++) {
            // Given a text of any characters
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(Character.toString(alphabet.codePoints()
                        .toArray()[random.nextInt(alphabet.codePointCount(0, alphabet.length()))]));
            }
            // When it is cut
            List<String> tokens = TextTokens.of(text.toString());
            // Then nothing is lost, and no token holds half a character
            assertThat(String.join("", tokens)).as("seed %d", seed).isEqualTo(text.toString());
            assertThat(tokens).as("seed %d", seed).hasSize(TextTokens.count(text.toString()));
            assertThat(tokens).as("seed %d", seed).allSatisfy(token -> {
                assertThat(Character.isLowSurrogate(token.charAt(0))).isFalse();
                assertThat(token.strip().codePointCount(0, token.strip().length()))
                        .isLessThanOrEqualTo(4);
            });
        }
    }

    @Test
    void groupsAreEvenAndLoseNothing() {
        List<String> tokens = TextTokens.of("one two three four five six seven");
        List<String> grouped = GroupedTokens.of(tokens, 3);
        assertThat(grouped).hasSize(3);
        assertThat(String.join("", grouped)).isEqualTo("one two three four five six seven");
    }

    @Test
    void moreGroupsThanTokensChangeNothing() {
        List<String> tokens = TextTokens.of("one two");
        assertThat(GroupedTokens.of(tokens, 10)).isSameAs(tokens);
    }
}
