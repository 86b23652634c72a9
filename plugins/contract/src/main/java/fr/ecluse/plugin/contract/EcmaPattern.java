package fr.ecluse.plugin.contract;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A regular expression of a contract. JSON Schema takes them from ECMA-262; Java reads nearly the same, but for {@code
 * $}, which also matches before a line feed at the end, and for {@code [} and {@code &&} inside a class, which it takes
 * for operators. Matching stops when its thread is interrupted.
 */
final class EcmaPattern implements RegularExpression {

    private final Pattern pattern;

    EcmaPattern(String expression) {
        this.pattern = Pattern.compile(translate(expression));
    }

    static String translate(String expression) {
        StringBuilder java = new StringBuilder(expression.length() + 8);
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                java.append(c).append(expression.charAt(++i));
            } else if (inClass) {
                inClass = c != ']';
                java.append(c == '[' || c == '&' ? "\\" : "").append(c);
            } else if (c == '$') {
                java.append("\\z");
            } else {
                inClass = c == '[';
                java.append(c);
            }
        }
        return java.toString();
    }

    /** Whether the expression matches anywhere in a text. */
    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new InterruptibleText(text)).find();
        } catch (StackOverflowError e) {
            // Java's engine recurses for alternatives in a loop; whether the text matches, nobody knows.
            throw new SchemaException("a pattern needs too much stack for a text of the request");
        }
    }

    /** A text that cannot be read any further once the reading thread is interrupted. Used by one thread. */
    private static final class InterruptibleText implements CharSequence {

        private static final int READS_BETWEEN_CHECKS = 4096;

        private final String text;
        private int reads;

        InterruptibleText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads == READS_BETWEEN_CHECKS) {
                reads = 0;
                if (Thread.currentThread().isInterrupted()) {
                    throw new SchemaException("interrupted while matching a pattern");
                }
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
