package fr.ecluse.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** A list written as one value: {@code a, b, c}. A backslash takes the meaning from a comma or a backslash after it. */
final class CommaSeparated {

    private CommaSeparated() {}

    /** The items, without the blanks around them and without empty ones. */
    static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\' && (next == ',' || next == '\\')) {
                item.append(next);
                i++;
            } else if (c == ',') {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        items.add(item.toString().strip());
        items.removeIf(String::isEmpty);
        return items;
    }
}
