package fr.ecluse.simulator;

import org.jspecify.annotations.Nullable;

/**
 * How one simulator process runs.
 *
 * @param host address to bind
 * @param port TCP port, 0 for any free one
 * @param seed seed of the generated prose, for requests that bring none
 * @param record whether requests are kept for {@code GET /sim/requests}
 * @param key bearer key that {@code /v1} demands, or null when it is open
 * @param threads number of event loops, at least 1
 */
record SimulatorOptions(
        String host,
        int port,
        long seed,
        boolean record,
        @Nullable String key,
        int threads) {
    static final String USAGE = "usage: java -jar model-simulator.jar"
            + " [--host=127.0.0.1] [--port=9090] [--seed=1] [--key=VALUE] [--threads=N] [--no-record]";

    private static final int DEFAULT_PORT = 9090;

    SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be between 0 and 65535");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("--threads must be at least 1");
        }
        if (key != null && key.isBlank()) {
            throw new IllegalArgumentException("--key must not be empty");
        }
    }

    /** The options when the command line names none. */
    static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1", DEFAULT_PORT, 1, true, null, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a message for the user, when an argument is unknown or has a bad value
     */
    static SimulatorOptions parse(String... arguments) {
        SimulatorOptions options = defaults();
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private SimulatorOptions with(String argument) {
        if (argument.equals("--no-record")) {
            return new SimulatorOptions(host, port, seed, false, key, threads);
        }
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        return switch (equals < 0 ? "" : argument.substring(0, equals)) {
            case "--host" -> new SimulatorOptions(value, port, seed, record, key, threads);
            case "--port" -> new SimulatorOptions(host, whole(argument), seed, record, key, threads);
            case "--seed" -> new SimulatorOptions(host, port, longWhole(argument), record, key, threads);
            case "--key" -> new SimulatorOptions(host, port, seed, record, value, threads);
            case "--threads" -> new SimulatorOptions(host, port, seed, record, key, whole(argument));
            default -> throw new IllegalArgumentException("unknown argument " + argument);
        };
    }

    private static int whole(String argument) {
        long value = longWhole(argument);
        if (value != (int) value) {
            throw new IllegalArgumentException("out of range: " + argument);
        }
        return (int) value;
    }

    private static long longWhole(String argument) {
        try {
            return Long.parseLong(argument.substring(argument.indexOf('=') + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: " + argument, e);
        }
    }

    /** As a record's text, without the key. */
    @Override
    public String toString() {
        return "SimulatorOptions[host=%s, port=%d, seed=%d, record=%s, key=%s, threads=%d]"
                .formatted(host, port, seed, record, key == null ? "none" : "set", threads);
    }
}
