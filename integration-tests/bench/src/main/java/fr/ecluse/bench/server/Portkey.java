package fr.ecluse.bench.server;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Portkey's gateway on Node, without plugins; it is told the upstream by headers of each request. */
public final class Portkey implements ServerKind {
    private final Workplace workplace;

    public Portkey(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public String name() {
        return "Portkey";
    }

    @Override
    public ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException {
        Path program = new Installer(workplace)
                .install("portkey")
                .resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
        Path loopback = workplace.root().resolve("integration-tests/bench/peers/portkey/loopback.cjs");
        int port = LoopbackPort.findFree();
        Command command = new Command(
                name(),
                List.of("node", "--require", loopback.toString(), program.toString(), "--port=" + port, "--headless"),
                Map.of("NODE_ENV", "production"),
                workplace.root(),
                workplace.log(name()));
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer bench",
                "x-portkey-provider", "openai",
                "x-portkey-custom-host", upstream.resolve("/v1").toString());
        URI base = URI.create("http://127.0.0.1:" + port);
        return new ChatServer(name(), base, headers, ServerProcess.start(command)).awaitAnswer();
    }
}
