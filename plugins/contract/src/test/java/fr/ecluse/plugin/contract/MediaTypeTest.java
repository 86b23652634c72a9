package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json                         | application/json | true  | true
                    Application/JSON ; Charset=UTF-8         | application/json | true  | true
                    application/json;charset="utf-8"         | application/json | true  | true
                    application/json;charset="u\\tf"         | application/json | true  | false
                    application/ld+json; profile="a;b"       | application/ld+json | true | true
                    text/plain; charset=iso-8859-1           | text/plain       | false | false
                    text/json                                | text/json        | false | true
                    multipart/form-data; boundary=a          | multipart/form-data | false | true
                    application/*                            | application/*    | false | true
                    a/b;                                     | a/b              | false | true
                    """)
    void typesAreRead(String text, String type, boolean json, boolean utf8) {
        MediaType read = MediaType.parse(text).orElseThrow();

        assertThat(read).hasToString(type);
        assertThat(read.isJson()).isEqualTo(json);
        assertThat(read.isUtf8()).isEqualTo(utf8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "/json",
                "application/",
                "application/json x",
                "a/b; c",
                "a/b; c=",
                "a/b; c=\"d",
                "a b/c",
                "a/b, c/d"
            })
    void whatIsNoTypeIsNotRead(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, a/b, true",
        "a/*, a/b, true",
        "a/*, c/b, false",
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a/*, false",
    })
    void rangesIncludeTypes(String range, String type, boolean includes) {
        assertThat(MediaType.parse(range)
                        .orElseThrow()
                        .includes(MediaType.parse(type).orElseThrow()))
                .isEqualTo(includes);
    }
}
