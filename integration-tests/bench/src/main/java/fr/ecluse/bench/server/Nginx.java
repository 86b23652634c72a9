package fr.ecluse.bench.server;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** nginx, as the model server that costs next to nothing and as the plain reverse proxy in front of it. */
public final class Nginx implements ServerKind {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/bin/nginx"));

    private final Workplace workplace;
    private final Installer installer;

    public Nginx(Workplace workplace) {
        this.workplace = workplace;
        this.installer = new Installer(workplace);
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException {
        return start(name(), "nginx-proxy.conf", Map.of("upstream-port", Integer.toString(upstream.getPort())));
    }

    /** Starts the model server. */
    public ChatServer startUpstream() throws CannotRunException, IOException, InterruptedException {
        return start("upstream", "nginx-upstream.conf", Map.of("answer", ChatExample.answer()));
    }

    private ChatServer start(String name, String template, Map<String, String> values)
            throws CannotRunException, IOException, InterruptedException {
        installer.install("nginx");
        int port = LoopbackPort.findFree();
        Map<String, String> all = new HashMap<>(values);
        all.put("port", Integer.toString(port));
        Path folder = workplace.folder("nginx-" + name);
        Path configuration = Template.named(template).write(folder.resolve("nginx.conf"), all);
        Command command = new Command(
                name,
                List.of(program(), "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr"),
                Map.of(),
                workplace.root(),
                workplace.log(name));
        URI base = URI.create("http://127.0.0.1:" + port);
        return new ChatServer(name, base, Map.of(), ServerProcess.start(command)).awaitAnswer();
    }

    /** Debian's place for it is not on everybody's path. */
    private static String program() {
        Stream<Path> known = PLACES.stream();
        return known.filter(Files::isExecutable).map(Path::toString).findFirst().orElse("nginx");
    }
}
