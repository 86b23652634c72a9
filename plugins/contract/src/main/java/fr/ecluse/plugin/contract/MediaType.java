package fr.ecluse.plugin.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media type or a range of them, in lower case, without parameters other than the charset. Source: RFC 9110, section
 * 8.3.1.
 *
 * @param type such as {@code application}, or {@code *}
 * @param subtype such as {@code json}, or {@code *}
 * @param charset the charset, in lower case, if one is named
 */
record MediaType(String type, String subtype, Optional<String> charset) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}";
    private static final Pattern FORM = Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"((?:[^\"\\\\]|\\\\.)*+)\"))?");

    /** Reads a header value or a key of a contract's {@code content}; empty if it is neither. */
    static Optional<MediaType> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.lookingAt()) {
            return Optional.empty();
        }
        Optional<String> charset = Optional.empty();
        Matcher parameter = PARAMETER.matcher(text.strip());
        int at = form.end();
        while (at < text.strip().length()) {
            if (!parameter.region(at, text.strip().length()).lookingAt()) {
                return Optional.empty();
            }
            if ("charset".equalsIgnoreCase(parameter.group(1))) {
                charset = Optional.of(parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
            }
            at = parameter.end();
        }
        return Optional.of(new MediaType(
                form.group(1).toLowerCase(Locale.ROOT),
                form.group(2).toLowerCase(Locale.ROOT),
                charset.map(name -> name.toLowerCase(Locale.ROOT))));
    }

    /** Whether another type lies in this range. */
    boolean includes(MediaType other) {
        return (type.equals("*") || type.equals(other.type)) && (subtype.equals("*") || subtype.equals(other.subtype));
    }

    boolean isJson() {
        return type.equals("application") && (subtype.equals("json") || subtype.endsWith("+json"));
    }

    /** Whether the text is UTF-8, as far as this says. */
    boolean isUtf8() {
        return charset.isEmpty()
                || charset.get().equals("utf-8")
                || charset.get().equals("us-ascii");
    }

    @Override
    public String toString() {
        return type + "/" + subtype;
    }
}
