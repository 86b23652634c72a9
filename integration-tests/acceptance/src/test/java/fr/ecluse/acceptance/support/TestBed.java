package fr.ecluse.acceptance.support;

import java.io.IOException;

/**
 * A gateway with the upstreams behind it.
 *
 * @param gateway serves the models of the simulator and of {@link #configuration}
 */
public record TestBed(GatewayProcess gateway, SimulatorProcess simulator, ScriptedUpstream scripted)
        implements AutoCloseable {

    /** Starts a gateway in run mode. */
    static TestBed start() throws IOException {
        SimulatorProcess simulator = SimulatorProcess.start();
        ScriptedUpstream scripted = ScriptedUpstream.start();
        GatewayProcess gateway = GatewayProcess.builder()
                .simulator(simulator)
                .configuration(configuration(simulator, scripted))
                .start();
        return new TestBed(gateway, simulator, scripted);
    }

    /**
     * Models besides the simulator's own. Three have other names upstream: {@code renamed-echo}, {@code renamed-chat},
     * {@code renamed-embedding}. Two are served by the scripted upstream: {@code scripted}, and {@code
     * scripted-renamed}, which is {@code scripted} there. Nobody serves {@code unreachable}.
     */
    public static String configuration(SimulatorProcess simulator, ScriptedUpstream scripted) {
        return """
                ecluse:
                  models:
                    renamed-echo:
                      type: chat
                      deployments:
                        - { id: renamed-echo-1, base-url: "%1$s", model: sim-echo, zone: cloud }
                    renamed-chat:
                      type: chat
                      deployments:
                        - { id: renamed-chat-1, base-url: "%1$s", model: sim-chat, zone: cloud }
                    renamed-embedding:
                      type: embeddings
                      deployments:
                        - { id: renamed-embedding-1, base-url: "%1$s", model: embedding-minilm, zone: cloud }
                    scripted:
                      type: chat
                      deployments:
                        - { id: scripted-1, base-url: "%2$s", zone: cloud }
                    unreachable:
                      type: chat
                      deployments:
                        - { id: unreachable-1, base-url: "http://127.0.0.1:1/v1", zone: cloud }
                    scripted-renamed:
                      type: chat
                      deployments:
                        - { id: scripted-renamed-1, base-url: "%2$s", model: scripted, zone: cloud }
                """.formatted(simulator.baseUrl(), scripted.baseUrl());
    }

    @Override
    public void close() throws IOException {
        try {
            gateway.close();
        } finally {
            scripted.close();
            simulator.close();
        }
    }
}
