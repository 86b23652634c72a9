package fr.ecluse.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures as a table of plain text. */
public final class Table {
    private static final List<String> TITLES = List.of("row", "what", "figure", "ratio", "must", "aim", "verdict");

    private Table() {}

    public static String of(List<Figure> figures) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(TITLES);
        figures.stream().map(Table::cells).forEach(lines::add);
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
    }

    /** One figure as a line of its own. */
    public static String line(Figure figure) {
        return cells(figure).stream().filter(cell -> !cell.isEmpty()).collect(Collectors.joining("  "));
    }

    private static List<String> cells(Figure figure) {
        String must = figure.target().must().map(Bound::toString).orElse("");
        String aim = figure.target().aim().map(Bound::toString).orElse("");
        String verdict = figure.verdict().words();
        return switch (figure.outcome()) {
            case Outcome.Measured(double _, String text, String ratio, var _) ->
                List.of(figure.row(), figure.what(), text, ratio, must, aim, verdict);
            case Outcome.Failed(String reason) ->
                List.of(figure.row(), figure.what(), "", "", must, aim, verdict + ": " + reason);
            case Outcome.NotRun(String reason) ->
                List.of(figure.row(), figure.what(), "", "", must, aim, verdict + ": " + reason);
        };
    }

    private static String padded(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
