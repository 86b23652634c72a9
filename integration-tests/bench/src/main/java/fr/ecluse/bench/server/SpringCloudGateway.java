package fr.ecluse.bench.server;

import fr.ecluse.bench.process.JavaProgram;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Spring Cloud Gateway on WebFlux with one plain route, on the same JDK. */
public final class SpringCloudGateway implements ServerKind {
    private final Workplace workplace;

    public SpringCloudGateway(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public String name() {
        return "Spring Cloud Gateway";
    }

    @Override
    public ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException {
        Path jar = new Installer(workplace).install("spring-cloud-gateway").resolve("spring-cloud-gateway.jar");
        int port = LoopbackPort.findFree();
        Command command = new Command(
                name(),
                JavaProgram.jar(jar, List.of(), List.of("--server.port=" + port, "--bench.upstream=" + upstream)),
                Map.of(),
                workplace.root(),
                workplace.log(name()));
        URI base = URI.create("http://127.0.0.1:" + port);
        return new ChatServer(name(), base, Map.of("Authorization", "Bearer bench"), ServerProcess.start(command))
                .awaitAnswer();
    }
}
