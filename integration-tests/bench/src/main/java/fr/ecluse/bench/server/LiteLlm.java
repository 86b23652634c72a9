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

/** LiteLLM's proxy with two workers and one alias, without database or callbacks; it does not start without a master key. */
public final class LiteLlm implements ServerKind {
    private final Workplace workplace;

    public LiteLlm(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public String name() {
        return "LiteLLM";
    }

    @Override
    public ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException {
        Path folder = new Installer(workplace).install("litellm");
        Path configuration = Template.named("litellm.yaml")
                .write(workplace.folder("litellm").resolve("config.yaml"), Map.of("upstream", upstream.toString()));
        String key = RandomKey.startingWith("sk-bench-");
        int port = LoopbackPort.findFree();
        Command command = new Command(
                name(),
                List.of(
                        folder.resolve("bin/litellm").toString(),
                        "--config",
                        configuration.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--num_workers",
                        "2",
                        "--telemetry",
                        "False"),
                // Else it asks the network for its price list.
                Map.of("LITELLM_LOCAL_MODEL_COST_MAP", "True", "LITELLM_MASTER_KEY", key),
                workplace.root(),
                workplace.log(name()));
        URI base = URI.create("http://127.0.0.1:" + port);
        return new ChatServer(name(), base, Map.of("Authorization", "Bearer " + key), ServerProcess.start(command))
                .awaitAnswer();
    }
}
