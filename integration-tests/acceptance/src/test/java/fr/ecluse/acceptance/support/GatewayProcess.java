package fr.ecluse.acceptance.support;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The packaged gateway as a process, started as the launcher starts it. Safe for use by several threads. */
public final class GatewayProcess implements AutoCloseable {

    private final ChildProcess process;
    private final Path state;
    private final DemoKeys keys;
    private final URI url;
    private final URI managementUrl;

    private GatewayProcess(ChildProcess process, Path state, DemoKeys keys) {
        this.process = process;
        this.state = state;
        this.keys = keys;
        Map<String, String> ready = process.awaitReady(() -> readyFile(state.resolve("ready")));
        this.url = URI.create(ready.getOrDefault("url", ""));
        this.managementUrl = URI.create(ready.getOrDefault("management", ""));
    }

    private static Optional<Map<String, String>> readyFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllLines(file).stream()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gateway in run mode with the delivered flows and contracts, unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where callers reach it, without a path. */
    public URI url() {
        return url;
    }

    /** Where operators reach it, without a path. */
    public URI managementUrl() {
        return managementUrl;
    }

    /** The base URL of the AI API, as SDKs take it. */
    public String baseUrl() {
        return url + "/v1";
    }

    public String key(DemoKey key) {
        return keys.of(key);
    }

    /** A client of the public port that shows this key. */
    public ApiClient client(DemoKey key) {
        return new ApiClient(url, Optional.of(key(key)));
    }

    /** A client of the public port that shows no key. */
    public ApiClient stranger() {
        return new ApiClient(url, Optional.empty());
    }

    /** A client of the management port that shows this key. */
    public ApiClient management(DemoKey key) {
        return new ApiClient(managementUrl, Optional.of(key(key)));
    }

    /** A client of the management port that shows no key. */
    public ApiClient managementStranger() {
        return new ApiClient(managementUrl, Optional.empty());
    }

    /** Its usage ledger. */
    public UsageLedger usage() {
        return new UsageLedger(state.resolve("usage/usage.jsonl"));
    }

    /** The folder of its durable state. */
    public Path state() {
        return state;
    }

    /** What it logged so far. */
    public String log() {
        return process.log();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Connects to its MBeans through the attach API, so that no JMX port is open otherwise.
     *
     * @return to be closed by the caller
     */
    @SuppressWarnings("BanJNDI") // it connects to a process that this test started
    public JMXConnector jmx() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Sends TERM, and returns at once. */
    public void terminate() {
        process.terminate();
    }

    /**
     * Waits until it has ended.
     *
     * @return its exit code; 143 after TERM
     */
    public int awaitEnd() {
        return process.awaitEnd();
    }

    /** Ends it as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Sends TERM, and waits until it has ended. */
    @Override
    public void close() {
        process.close();
    }

    /** How a gateway is to be started. */
    public static final class Builder {

        private final Checkout checkout = Checkout.current();
        private final Map<String, String> systemProperties = new LinkedHashMap<>();
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> jvmArguments = new ArrayList<>();
        private String profile = "run,simulator";
        private String configuration = "";
        private Path routes = checkout.routes();
        private Path contracts = checkout.contracts();
        private Optional<Path> plugins = Optional.empty();
        private Optional<Path> state = Optional.empty();

        private Builder() {
            jvmArguments.add("@" + checkout.jvmOptions());
            coverageAgent().ifPresent(jvmArguments::add);
        }

        /** JaCoCo's, if the build measures coverage. */
        private static Optional<String> coverageAgent() {
            return Optional.ofNullable(System.getProperty("ecluse.jacoco.agent"))
                    .filter(agent -> agent.startsWith("-javaagent:"));
        }

        /** The Quarkus profiles, separated by commas; {@code run,simulator} unless told otherwise. */
        public Builder profile(String value) {
            profile = value;
            return this;
        }

        /** The simulator that the profile {@code simulator} points to. */
        public Builder simulator(SimulatorProcess simulator) {
            return environment("ECLUSE_SIMULATOR_PORT", Integer.toString(simulator.port()));
        }

        /** YAML that wins over everything else: the file that {@code ECLUSE_CONFIG} names. */
        public Builder configuration(String yaml) {
            configuration = yaml;
            return this;
        }

        public Builder systemProperty(String name, String value) {
            systemProperties.put(name, value);
            return this;
        }

        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        public Builder jvmArgument(String argument) {
            jvmArguments.add(argument);
            return this;
        }

        /** A folder of flows instead of the delivered ones. */
        public Builder routes(Path folder) {
            routes = folder;
            return this;
        }

        /** A folder of contracts instead of the delivered ones. */
        public Builder contracts(Path folder) {
            contracts = folder;
            return this;
        }

        /** A folder of plugins. */
        public Builder plugins(Path folder) {
            plugins = Optional.of(folder);
            return this;
        }

        /** The state folder of an earlier gateway, instead of a new one. */
        public Builder state(Path folder) {
            state = Optional.of(folder);
            return this;
        }

        /**
         * Starts it, and waits until it is ready.
         *
         * @throws IllegalStateException with the end of its log, if it does not start
         */
        public GatewayProcess start() {
            Path folder = checkout.newFolder("gateway");
            Path stateFolder = state.orElse(folder.resolve("state"));
            DemoKeys keys = new DemoKeys();
            forgetReadiness(stateFolder);
            ChildProcess process = ChildProcess.start(
                    "gateway", folder, arguments(keys), environment(folder, stateFolder, FreePorts.find(2)));
            return new GatewayProcess(process, stateFolder, keys);
        }

        /** A gateway that crashed could not say itself that it is ready no longer. */
        private static void forgetReadiness(Path stateFolder) {
            try {
                Files.createDirectories(stateFolder);
                Files.deleteIfExists(stateFolder.resolve("ready"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> arguments(DemoKeys keys) {
            List<String> arguments = new ArrayList<>(jvmArguments);
            arguments.add("-Dquarkus.profile=" + profile);
            arguments.add("-Decluse.routes.folder=" + routes);
            arguments.add("-Decluse.contracts.folder=" + contracts);
            plugins.ifPresent(plugin -> arguments.add("-Decluse.plugins.folder=" + plugin));
            for (DemoKey key : DemoKey.values()) {
                arguments.add(keys.option(key));
            }
            systemProperties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
            arguments.add("-jar");
            arguments.add(checkout.gatewayJar().toString());
            return arguments;
        }

        private Map<String, String> environment(Path folder, Path stateFolder, List<Integer> ports) {
            Map<String, String> all = new HashMap<>(environment);
            all.put("ECLUSE_STATE", stateFolder.toString());
            all.put("ECLUSE_READY_FILE", stateFolder.resolve("ready").toString());
            all.put("ECLUSE_HTTP_PORT", ports.getFirst().toString());
            all.put("ECLUSE_MANAGEMENT_PORT", ports.getLast().toString());
            if (!configuration.isEmpty()) {
                all.put("ECLUSE_CONFIG", configurationFile(folder).toString());
            }
            return all;
        }

        private Path configurationFile(Path folder) {
            try {
                return Files.writeString(folder.resolve("config.yaml"), configuration, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
