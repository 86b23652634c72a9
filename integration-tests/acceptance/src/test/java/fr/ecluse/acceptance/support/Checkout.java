package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of the checkout are that run as processes.
 *
 * @param root the checkout's own folder
 * @param gateway the folder of the packaged gateway
 * @param simulator the folder of the packaged simulator
 * @param work a folder that tests may fill, and that a clean build empties
 */
public record Checkout(Path root, Path gateway, Path simulator, Path work) {

    /**
     * The checkout that these tests belong to. The system property {@code ecluse.root} names it. The packaged gateway
     * and simulator are those that it has built, unless {@code ecluse.gateway.folder} and {@code
     * ecluse.simulator.folder} name others.
     *
     * @throws IllegalStateException if a part is not there
     */
    public static Checkout current() {
        Path root = Path.of(property("ecluse.root").orElse("../.."))
                .toAbsolutePath()
                .normalize();
        Path gateway = property("ecluse.gateway.folder")
                .map(Path::of)
                .orElse(root.resolve("gateway-core/app/target/quarkus-app"));
        Path simulator = property("ecluse.simulator.folder")
                .map(Path::of)
                .orElse(root.resolve("integration-tests/model-simulator/target/simulator"));
        Checkout checkout =
                new Checkout(root, gateway, simulator, root.resolve("integration-tests/acceptance/target/work"));
        require(checkout.gatewayJar());
        require(checkout.simulatorJar());
        return checkout;
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static void require(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there: package the gateway and the simulator first");
        }
    }

    Path gatewayJar() {
        return gateway.resolve("quarkus-run.jar");
    }

    Path simulatorJar() {
        return simulator.resolve("model-simulator.jar");
    }

    /** The options that everything passes to the gateway's JVM. */
    Path jvmOptions() {
        return root.resolve("gateway-core/app/jvm.options");
    }

    /** The delivered flows. */
    public Path routes() {
        return root.resolve("routes");
    }

    /** The delivered contracts. */
    public Path contracts() {
        return root.resolve("openapi");
    }

    /** A new empty folder for one process or one test. */
    public Path newFolder(String name) {
        try {
            Files.createDirectories(work);
            return Files.createTempDirectory(work, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
