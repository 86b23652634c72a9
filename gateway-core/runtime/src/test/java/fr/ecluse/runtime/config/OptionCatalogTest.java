package fr.ecluse.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.config.Option;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionCatalogTest {

    @Test
    void everyOptionOfEveryRecordIsListed() {
        assertThat(OptionCatalog.of("ecluse.house", Samples.House.class).toMarkdown())
                .isEqualTo("""
                        | key | type | default | what it does |
                        |---|---|---|---|
                        | `ecluse.house.owner` | string | required | Who lives there. |
                        | `ecluse.house.doors` | list of options | empty | Its doors. |
                        | `ecluse.house.doors[].name` | string | required | Its name. |
                        | `ecluse.house.doors[].key` | secret reference | none | Its key. |
                        | `ecluse.house.doors[].width` | integer | `90` | Its width. |
                        | `ecluse.house.gates` | map of options | empty | Its gates. |
                        | `ecluse.house.gates.<name>.name` | string | required | Its name. |
                        | `ecluse.house.gates.<name>.key` | secret reference | none | Its key. |
                        | `ecluse.house.gates.<name>.width` | integer | `90` | Its width. |
                        | `ecluse.house.master-key` | secret reference | required | The key of it all. |
                        | `ecluse.house.lock` | options | none | The lock of it all. |
                        | `ecluse.house.lock.duration` | duration | `10s` | How long it holds. |
                        | `ecluse.house.colours` | list of string | empty | Colours. |
                        | `ecluse.house.rooms` | map of options described elsewhere | empty | Rooms. |
                        | `ecluse.house.garden` | options described elsewhere | empty | The garden. |
                        """);
    }

    @Test
    void singleValuesAreNamedByTheirType() {
        assertThat(OptionCatalog.of("x", Samples.Scalars.class).entries())
                .extracting(OptionCatalog.Entry::type)
                .containsExactly(
                        "string",
                        "boolean",
                        "integer",
                        "integer",
                        "number",
                        "number",
                        "one of closed, open, log-only",
                        "one of public, usual, dr",
                        "duration",
                        "size",
                        "path",
                        "URI",
                        "instant",
                        "StepName");
    }

    @Test
    void defaultsAreShownAsWritten() {
        assertThat(OptionCatalog.of("x", Samples.Defaults.class).entries())
                .extracting(OptionCatalog.Entry::byDefault)
                .startsWith("`'#1, quoted'`", "`-7`", "`a, b`", "`[1, 2]`", "`{fast: 1s, slow: 1m}`", "none", "empty");
    }

    record Piped(@Option("One | two\nthree.") List<String> words) {}

    @Test
    void cellsStayCells() {
        assertThat(OptionCatalog.of("x", Piped.class).toMarkdown()).endsWith("| empty | One \\| two three. |\n");
    }

    @Test
    void aPageTakesTheCatalogBetweenItsComments(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("configuration.md");
        Files.writeString(
                page, "# Options\n<!-- begin generated:lock -->\nold\n<!-- end generated:lock -->\nafterwards\n");
        GeneratedSection section = new GeneratedSection(page, "lock");
        String catalog = OptionCatalog.of("ecluse.lock", Samples.Lock.class).toMarkdown();

        assertThat(section.content()).isEqualTo("old\n");
        section.write(catalog);

        assertThat(section.content()).isEqualTo(catalog);
        assertThat(page)
                .hasContent("# Options\n<!-- begin generated:lock -->\n" + catalog
                        + "<!-- end generated:lock -->\nafterwards\n");
    }

    @Test
    void aPageWithoutTheCommentsIsRefused(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "<!-- begin generated:lock -->\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> new GeneratedSection(page, "lock").content())
                .withMessageEndingWith("has no <!-- end generated:lock -->");
        assertThatIllegalStateException()
                .isThrownBy(() -> new GeneratedSection(page, "other").write(""))
                .withMessageEndingWith("has no <!-- begin generated:other -->");
        assertThatThrownBy(() -> new GeneratedSection(folder.resolve("none.md"), "lock").content())
                .isInstanceOf(UncheckedIOException.class);
    }
}
