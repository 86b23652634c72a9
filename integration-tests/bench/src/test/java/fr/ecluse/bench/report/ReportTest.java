package fr.ecluse.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Target TARGET = Target.of(Bound.atLeast(0.28, "×"), Bound.atLeast(0.4, "×"));
    private static final Figure MEASURED = new Figure(
            "throughput",
            "gateway against nginx",
            TARGET,
            new Outcome.Measured(0.41, "20,500 of 50,000 req/s", "0.41 ×", Map.of("gateway req/s", List.of(20_500.0))));
    private static final Figure NOT_RUN =
            new Figure("start", "start to ready", Target.none(), new Outcome.NotRun("not built"));

    @Test
    void printsATableWithOneLineForEachFigure() {
        assertThat(Table.of(List.of(MEASURED, NOT_RUN)).lines())
                .containsExactly(
                        "row         what                   figure                  ratio   must      aim      verdict",
                        "throughput  gateway against nginx  20,500 of 50,000 req/s  0.41 ×  ≥ 0.28 ×  ≥ 0.4 ×  aim met",
                        "start       start to ready                                                            "
                                + "not run: not built");
    }

    @Test
    void writesOneFileForEverythingAndOneForEachRow(@TempDir Path folder) throws Exception {
        new Report(Map.of("processors", "2"), List.of(MEASURED, NOT_RUN)).write(folder);

        JsonNode all = JsonMapper.shared().readTree(Files.readString(folder.resolve("bench.json")));
        assertThat(all.at("/environment/processors").asString()).isEqualTo("2");
        assertThat(all.at("/figures")).hasSize(2);
        assertThat(all.at("/figures/0/verdict").asString()).isEqualTo("AIM_MET");
        assertThat(all.at("/figures/0/target/must/limit").asDouble()).isEqualTo(0.28);
        assertThat(all.at("/figures/0/outcome/samples/gateway req~1s/0").asDouble())
                .isEqualTo(20_500);
        JsonNode start = JsonMapper.shared().readTree(Files.readString(folder.resolve("start.json")));
        assertThat(start.at("/figures")).hasSize(1);
        assertThat(start.at("/figures/0/outcome/reason").asString()).isEqualTo("not built");
    }
}
