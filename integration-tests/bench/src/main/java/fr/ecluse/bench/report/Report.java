package fr.ecluse.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures of one run, and where it ran.
 *
 * @param environment what the figures depend on: machine, versions, options
 */
public record Report(Map<String, String> environment, List<Figure> figures) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Report {
        figures = List.copyOf(figures);
    }

    /** Writes {@code bench.json} with everything and {@code <row>.json} for each row. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.json"), JSON.writeValueAsString(this));
        Map<String, List<Figure>> rows = figures.stream().collect(Collectors.groupingBy(Figure::row));
        for (Map.Entry<String, List<Figure>> row : rows.entrySet()) {
            Report part = new Report(environment, row.getValue());
            Files.writeString(folder.resolve(row.getKey() + ".json"), JSON.writeValueAsString(part));
        }
    }

    public long count(Verdict verdict) {
        return figures.stream().filter(figure -> figure.verdict() == verdict).count();
    }
}
