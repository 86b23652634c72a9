package fr.ecluse.acceptance.extension;

import fr.ecluse.acceptance.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The blocks of {@code docs/plugins.md}, as a reader would type them. */
final class Guide {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private final List<MatchResult> blocks;

    private Guide(List<MatchResult> blocks) {
        this.blocks = blocks;
    }

    static Guide read(Checkout checkout) throws IOException {
        String text = Files.readString(checkout.root().resolve("docs/plugins.md"));
        return new Guide(BLOCK.matcher(text).results().toList());
    }

    /** The blocks in a language; those without one are what a program prints. */
    List<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The first block in a language that has these words in it. */
    String block(String language, String words) {
        return blocks(language).stream()
                .filter(block -> block.contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block of " + language + " has '" + words + "' in it"));
    }
}
