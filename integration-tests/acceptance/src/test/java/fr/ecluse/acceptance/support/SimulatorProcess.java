package fr.ecluse.acceptance.support;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model simulator as a process. Safe for use by several threads. */
public final class SimulatorProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("(?m)^model simulator listening on (http://\\S+)$");

    private final ChildProcess process;
    private final URI url;

    private SimulatorProcess(ChildProcess process) {
        this.process = process;
        this.url = process.awaitReady(() -> listening(process.log()));
    }

    private static Optional<URI> listening(String log) {
        Matcher line = LISTENING.matcher(log);
        return line.find() ? Optional.of(URI.create(line.group(1))) : Optional.empty();
    }

    /**
     * Starts one on a free port, and waits until it listens.
     *
     * @param options as its command line takes them
     */
    public static SimulatorProcess start(String... options) {
        Checkout checkout = Checkout.current();
        List<String> arguments = new ArrayList<>();
        arguments.add("-jar");
        arguments.add(checkout.simulatorJar().toString());
        arguments.add("--port=0");
        arguments.addAll(List.of(options));
        return new SimulatorProcess(
                ChildProcess.start("simulator", checkout.newFolder("simulator"), arguments, Map.of()));
    }

    /** Its base URL as the gateway's configuration takes it. */
    public String baseUrl() {
        return url + "/v1";
    }

    /** Where it listens, without a path. */
    public URI url() {
        return url;
    }

    public int port() {
        return url.getPort();
    }

    /** What it received. */
    public Journal journal() {
        return new Journal(new ApiClient(url, Optional.empty()));
    }

    @Override
    public void close() {
        process.close();
    }
}
