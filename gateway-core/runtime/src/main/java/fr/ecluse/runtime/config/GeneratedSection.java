package fr.ecluse.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a documentation page that is made from code, between the comments {@code <!-- begin generated:name -->}
 * and {@code <!-- end generated:name -->}. A test compares it with what the code says now.
 *
 * @param page the page
 * @param name the part's name, unique on the page
 */
public record GeneratedSection(Path page, String name) {

    /**
     * What stands there.
     *
     * @throws IllegalStateException if the page does not have the two comments
     * @throws UncheckedIOException if the page cannot be read
     */
    public String content() {
        String text = read();
        return text.substring(start(text), end(text));
    }

    /**
     * Puts other content there, and leaves the rest of the page alone.
     *
     * @throws IllegalStateException if the page does not have the two comments
     * @throws UncheckedIOException if the page cannot be read or written
     */
    public void write(String content) {
        String text = read();
        try {
            Files.writeString(page, text.substring(0, start(text)) + content + text.substring(end(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int start(String text) {
        String begin = "<!-- begin generated:" + name + " -->\n";
        return require(text.indexOf(begin), begin) + begin.length();
    }

    private int end(String text) {
        String end = "<!-- end generated:" + name + " -->";
        return require(text.indexOf(end, start(text)), end);
    }

    private int require(int position, String comment) {
        if (position < 0) {
            throw new IllegalStateException(page + " has no " + comment.strip());
        }
        return position;
    }
}
