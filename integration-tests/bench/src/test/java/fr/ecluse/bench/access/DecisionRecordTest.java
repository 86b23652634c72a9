package fr.ecluse.bench.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionRecordTest {
    @TempDir
    private Path state;

    @Test
    void findsTheRequestsThatWereDecidedByTwoRevisions() throws IOException {
        write("decisions.jsonl", decided("a", "r1"), decided("b", "r1"), decided("a", "r1"), decided("b", "r2"));

        assertThat(DecisionRecord.read(state)).isEqualTo(new DecisionRecord(2, 1, 0, Set.of("r1", "r2")));
    }

    @Test
    void findsTheRequestsThatLackADecision() throws IOException {
        String none = "{\"req_id\":\"b\",\"error\":{\"code\":\"timeout\"}}";
        write("decisions.jsonl", decided("a", "r1"), decided("b", "r1"), none, decided("c", "r1"), decided("c", "r1"));

        DecisionRecord record = DecisionRecord.read(state);

        assertThat(record.requests()).isEqualTo(3);
        assertThat(record.incomplete()).isEqualTo(2);
    }

    @Test
    void readsWhatWasPutAsideToo() throws IOException {
        write("decisions-2026-11-22.jsonl", decided("a", "r1"));
        write("decisions.jsonl", decided("a", "r1"));

        assertThat(DecisionRecord.read(state)).isEqualTo(new DecisionRecord(1, 0, 0, Set.of("r1")));
    }

    private void write(String file, String... lines) throws IOException {
        Path folder = Files.createDirectories(state.resolve("decisions"));
        Files.write(folder.resolve(file), List.of(lines));
    }

    private static String decided(String request, String revision) {
        return "{\"req_id\":\"%s\",\"bundles\":{\"ecluse\":{\"revision\":\"%s\"}},\"result\":{\"allow\":true}}"
                .formatted(request, revision);
    }
}
