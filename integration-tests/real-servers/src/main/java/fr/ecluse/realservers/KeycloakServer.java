package fr.ecluse.realservers;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keycloak with one realm or more, and a database in memory: what is changed in it is gone when it ends. */
public final class KeycloakServer extends LoopbackServer {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final String realm;

    private KeycloakServer(Command command, int port, String realm) throws CannotRunException, InterruptedException {
        super(command, port, "/realms/" + realm + "/.well-known/openid-configuration", START_LIMIT);
        this.realm = realm;
    }

    /**
     * Starts one on a free port, and waits until the realm is there.
     *
     * @param realm the realm's name
     * @param file the realm as Keycloak exports it. One that lists {@code clientScopes} loses Keycloak's own, and with
     *     them the claims {@code sub} and roles
     * @param folder where its log and its home go
     * @throws CannotRunException if it did not start, or refused the file
     */
    public static KeycloakServer start(KeycloakInstallation installation, String realm, Path file, Path folder)
            throws CannotRunException, IOException, InterruptedException {
        return start(installation, realm, List.of(file), folder, LoopbackPort.findFree(), Map.of());
    }

    /**
     * Starts one on a given port, for instance in the place of one that was killed: tokens name the address of who has
     * issued them. Its keys are new ones unless the file brings them.
     *
     * @param realm whose {@link #issuer} it tells
     * @param files this realm and others
     * @param environment variables for it, in addition to the inherited ones: what the files name as {@code ${…}}, and
     *     Keycloak's own
     * @throws CannotRunException if it did not start, or refused a file
     */
    public static KeycloakServer start(
            KeycloakInstallation installation,
            String realm,
            List<Path> files,
            Path folder,
            int port,
            Map<String, String> environment)
            throws CannotRunException, IOException, InterruptedException {
        Path home = installation.newHome(Files.createTempDirectory(folder, "home-"));
        Path imported = Files.createDirectories(home.resolve("data/import"));
        for (Path file : files) {
            Files.copy(file, imported.resolve(file.getFileName()));
        }
        List<String> arguments = List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--http-host=" + HOST,
                "--http-port=" + port,
                "--hostname-strict=false");
        Command command =
                KeycloakInstallation.command("keycloak", home, arguments, environment, folder.resolve("keycloak.log"));
        return new KeycloakServer(command, port, realm);
    }

    /** The realm's address, as it stands in the claim {@code iss} of its tokens. */
    public URI issuer() {
        return url().resolve("/realms/" + realm);
    }
}
