package fr.ecluse.bench.stream;

import fr.ecluse.bench.process.Arguments;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load client as a process of its own, so that its work is not that of the program that measures memory and time.
 * It warms up first. Its arguments are those of {@link #arguments}; it writes a {@link StreamReport} as JSON.
 */
public final class SseLoad {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SseLoad() {}

    /** The program arguments for a plan. */
    public static List<String> arguments(StreamPlan plan, Path out) {
        Stream<String> headers = plan.headers().entrySet().stream()
                .map(header -> "--header=" + header.getKey() + ":" + header.getValue());
        Stream<String> numbers = Stream.of(
                "--url=" + plan.url(),
                "--streams=" + plan.streams(),
                "--events=" + plan.events(),
                "--ramp-ms=" + plan.ramp().toMillis(),
                "--limit-ms=" + plan.limit().toMillis(),
                "--out=" + out);
        return Stream.concat(headers, numbers).toList();
    }

    /** Reads what the process has written. */
    public static StreamReport read(Path out) throws IOException {
        return JSON.readValue(Files.readString(out), StreamReport.class);
    }

    public static void main(String[] args) throws IOException {
        Arguments arguments = new Arguments(args);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        StreamPlan plan = plan(arguments);
        run(vertx, plan.warmUp());
        StreamReport report = run(vertx, plan);
        Files.writeString(Path.of(arguments.text("out")), JSON.writeValueAsString(report));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static StreamReport run(Vertx vertx, StreamPlan plan) {
        return new StreamLoad(vertx, plan)
                .run()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static StreamPlan plan(Arguments arguments) {
        Map<String, String> headers = new HashMap<>();
        for (String header : arguments.texts("header")) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1));
        }
        return new StreamPlan(
                URI.create(arguments.text("url")),
                headers,
                arguments.number("streams"),
                arguments.number("events"),
                Duration.ofMillis(arguments.number("ramp-ms")),
                Duration.ofMillis(arguments.number("limit-ms")));
    }
}
