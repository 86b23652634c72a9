package fr.ecluse.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.seeds.Seeds;
import fr.ecluse.spi.CaseFile;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonEditsTest {

    @TestFactory
    Stream<DynamicTest> editsOfTheDataFile() {
        return CaseFile.read(JsonEditsTest.class, "edits.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    JsonDocument document = JsonDocument.parse(CaseFile.decode(fields.get(1)));
                    JsonObject object = (JsonObject) document.root();
                    JsonEdits edits = document.edit();
                    for (String edit : fields.get(2).split(";", -1)) {
                        apply(edit, object, edits);
                    }
                    assertThat(edits.apply()).asString(StandardCharsets.UTF_8).isEqualTo(CaseFile.text(fields.get(3)));
                    JsonDocument.parse(edits.apply());
                }));
    }

    private static void apply(String edit, JsonObject object, JsonEdits edits) {
        String rest = edit.substring(edit.indexOf(' ') + 1);
        if (edit.startsWith("remove ")) {
            edits.remove(object, rest);
        } else {
            edits.set(object, rest.substring(0, rest.indexOf('=')), rest.substring(rest.indexOf('=') + 1));
        }
    }

    @TestFactory
    Stream<DynamicTest> aReplacementTouchesItsOwnBytesOnly() {
        return Seeds.of(300)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    Random random = new Random(seed);
                    RandomJson json = new RandomJson(random);
                    json.document();
                    JsonDocument document = JsonDocument.parse(json.bytes());
                    JsonEdits edits = document.edit();
                    ByteArrayOutputStream expected = new ByteArrayOutputStream();
                    int from = 0;
                    for (JsonValue value : disjoint(document.root(), random)) {
                        String replacement = "{\"new\":[" + value.start() + ",\"é\"]}";
                        edits.replace(value, replacement);
                        expected.write(json.bytes(), from, value.start() - from);
                        expected.writeBytes(replacement.getBytes(StandardCharsets.UTF_8));
                        from = value.end();
                    }
                    expected.write(json.bytes(), from, json.bytes().length - from);

                    assertThat(edits.apply()).isEqualTo(expected.toByteArray());
                    assertThat(document.bytes()).isEqualTo(json.bytes());
                }));
    }

    /** Some values, none inside another, in the order written. */
    private static List<JsonValue> disjoint(JsonValue value, Random random) {
        if (random.nextInt(4) == 0) {
            return List.of(value);
        }
        List<JsonValue> chosen = new ArrayList<>();
        switch (value) {
            case JsonObject object ->
                object.members().values().forEach(member -> chosen.addAll(disjoint(member.value(), random)));
            case JsonArray array -> array.items().forEach(item -> chosen.addAll(disjoint(item, random)));
            default -> {
                // has no parts
            }
        }
        return chosen;
    }

    @TestFactory
    Stream<DynamicTest> anyMixOfEditsGivesTheTreeThatIsMeant() {
        return Seeds.of(1_000)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    Random random = new Random(seed);
                    RandomJson json = new RandomJson(random);
                    json.object();
                    JsonDocument document = JsonDocument.parse(json.bytes());
                    JsonEdits edits = document.edit();
                    Object expected = edited(document.root(), edits, random);

                    byte[] result = edits.apply();

                    JsonDocument again = JsonDocument.parse(result);
                    assertThat(Plain.of(again.root())).isEqualTo(expected);
                    requireSameBytes(document.root(), document.bytes(), again.root(), result);
                }));
    }

    /** Makes random edits to a value and what is in it, and gives the tree that they are to lead to. */
    private static Object edited(JsonValue value, JsonEdits edits, Random random) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.members().forEach((name, member) -> {
                    switch (random.nextInt(6)) {
                        case 0 -> edits.remove(object, name);
                        case 1 -> {
                            edits.set(object, name, "\"set\"");
                            members.put(name, "set");
                        }
                        default -> members.put(name, edited(member.value(), edits, random));
                    }
                });
                for (int i = random.nextInt(4); i > 1; i--) {
                    edits.set(object, "added \n" + i, "[" + i + "]");
                    members.put("added \n" + i, List.of("#" + i));
                }
                yield members;
            }
            case JsonArray array -> {
                List<Object> items = new ArrayList<>();
                array.items().forEach(item -> items.add(edited(item, edits, random)));
                yield items;
            }
            default -> Plain.of(value);
        };
    }

    /** Values that are in both documents unchanged have the same bytes in both, white space inside included. */
    private static void requireSameBytes(JsonValue before, byte[] beforeText, JsonValue after, byte[] afterText) {
        if (Plain.of(before).equals(Plain.of(after))) {
            assertThat(Arrays.copyOfRange(afterText, after.start(), after.end()))
                    .isEqualTo(Arrays.copyOfRange(beforeText, before.start(), before.end()));
        } else if (before instanceof JsonObject object && after instanceof JsonObject other) {
            object.members()
                    .forEach((name, member) -> other.get(name)
                            .ifPresent(value -> requireSameBytes(member.value(), beforeText, value, afterText)));
        } else if (before instanceof JsonArray array && after instanceof JsonArray other) {
            for (int i = 0; i < array.items().size(); i++) {
                requireSameBytes(array.items().get(i), beforeText, other.items().get(i), afterText);
            }
        }
    }

    @Test
    void noEditsGiveTheSameBytes() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(" {\"a\": 1} ".getBytes(StandardCharsets.UTF_8));
        JsonEdits edits = document.edit();

        assertThat(edits.isEmpty()).isTrue();
        assertThat(edits.apply()).isEqualTo(document.bytes());
        assertThat(edits.remove((JsonObject) document.root(), "x").isEmpty()).isTrue();
        assertThat(edits.remove((JsonObject) document.root(), "a").isEmpty()).isFalse();
        assertThat(document.edit().set((JsonObject) document.root(), "b", "1").isEmpty())
                .isFalse();
        assertThat(document.edit().replace(document.root(), "1").isEmpty()).isFalse();
    }

    @Test
    void twoEditsOfTheSameBytesAreRefused() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"a\":{\"b\":1}}".getBytes(StandardCharsets.UTF_8));
        JsonObject root = (JsonObject) document.root();
        JsonObject inner = root.object("a").orElseThrow();

        assertThatThrownBy(() ->
                        document.edit().set(root, "a", "1").set(root, "a", "2").apply())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        document.edit().remove(root, "a").set(inner, "b", "2").apply())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> document.edit()
                        .replace(inner, "{}")
                        .set(inner, "c", "2")
                        .apply())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quotedTextIsJsonForTheSameText() throws MalformedJsonException {
        String text = "\"\\/\b\f\n\r\t\u0000\u001f\u007fé€😀\u2028";
        String lone = "a\ud800b\udc00";

        for (String one : List.of(text, lone, "\ud83d", "", "\udc00\ud83d")) {
            byte[] json = Json.quote(one).getBytes(StandardCharsets.UTF_8);
            assertThat(Plain.of(JsonDocument.parse(json).root())).isEqualTo(one);
        }
    }
}
