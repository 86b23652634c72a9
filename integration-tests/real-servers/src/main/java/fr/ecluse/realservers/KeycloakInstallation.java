package fr.ecluse.realservers;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Keycloak as its zip delivers it, optimised for a database in memory: Keycloak's own build takes longer than its start,
 * so it is made once for a version. Any number of servers run from one installation.
 *
 * @param folder nothing may change in it
 */
public record KeycloakInstallation(Path folder) {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(3);
    // No page of health or metrics: with one, Keycloak opens a second port.
    private static final List<String> BUILD = List.of("build", "--db=dev-mem", "--cache=local");

    /**
     * Finds the installation in the cache, or makes it. Several processes may do so at the same time.
     *
     * @param zip Keycloak's distribution, whose topmost folder is named after its version
     * @param cache where installations are kept
     * @throws CannotRunException if Keycloak's build failed
     */
    public static KeycloakInstallation of(Path zip, Path cache)
            throws CannotRunException, IOException, InterruptedException {
        try (ZipFile distribution = new ZipFile(zip.toFile())) {
            Path folder = cache.resolve(topmost(distribution));
            if (!Files.isDirectory(folder)) {
                install(distribution, folder);
            }
            return new KeycloakInstallation(folder);
        }
    }

    private static String topmost(ZipFile distribution) {
        return distribution.stream()
                .map(entry -> Path.of(entry.getName()).getName(0).toString())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(distribution.getName() + " is empty"));
    }

    /** Renamed when whole, so that nobody sees half of it. */
    private static void install(ZipFile distribution, Path folder)
            throws CannotRunException, IOException, InterruptedException {
        Path cache = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path work = Files.createTempDirectory(cache, "new-");
        try {
            unpack(distribution, work);
            Path unpacked = work.resolve(topmost(distribution));
            build(unpacked, work.resolve("build.log"));
            Files.move(unpacked, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was faster, with the same result.
        } finally {
            delete(work);
        }
    }

    private static void unpack(ZipFile distribution, Path to) throws IOException {
        for (ZipEntry entry : distribution.stream().toList()) {
            Path file = to.resolve(entry.getName()).normalize();
            if (!file.startsWith(to)) {
                throw new IOException(distribution.getName() + " would write outside its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.getParent());
                try (InputStream content = distribution.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
    }

    private static void build(Path home, Path log) throws CannotRunException, InterruptedException {
        try (ServerProcess build = ServerProcess.start(command("keycloak build", home, BUILD, Map.of(), log))) {
            build.awaitSuccess(BUILD_LIMIT);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * What runs Keycloak, on the same JDK as this process.
     *
     * @param home Keycloak's folder: an installation, or {@linkplain #newHome one made from it}
     */
    static Command command(String name, Path home, List<String> arguments, Map<String, String> environment, Path log) {
        // By the shell, because a zip does not say which files are programs.
        List<String> line = Stream.concat(
                        Stream.of("sh", home.resolve("bin/kc.sh").toString()), arguments.stream())
                .toList();
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return new Command(name, line, variables, home, log);
    }

    /**
     * A folder for one server, with what it writes in it and with the rest by links: servers that ran in the installation
     * itself would share their imports and data.
     */
    Path newHome(Path parent) throws IOException {
        Path home = Files.createDirectories(parent.resolve("keycloak").toAbsolutePath());
        for (String shared : List.of("lib", "providers", "themes")) {
            Files.createSymbolicLink(
                    home.resolve(shared), folder.toAbsolutePath().resolve(shared));
        }
        // kc.sh looks for everything beside the file that it really is.
        for (String own : List.of("bin/kc.sh", "conf/keycloak.conf", "conf/cache-ispn.xml")) {
            Files.createDirectories(home.resolve(own).getParent());
            Files.copy(folder.resolve(own), home.resolve(own));
        }
        return home;
    }
}
