package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that somebody switches off in the running flow does not open the way: it closes it. */
@OnSharedTestBed
class GateTest {

    private final GatewayProcess gateway;
    private final SimulatorProcess simulator;

    GateTest(GatewayProcess gateway, SimulatorProcess simulator) {
        this.gateway = gateway;
        this.simulator = simulator;
    }

    @ParameterizedTest
    @ValueSource(strings = {"metering", "identity", "contract", "access@request", "access@content", "model:chat"})
    void requestPastADisabledStepIsRefused(String step) throws IOException, JMException {
        ApiAnswer without = whileDisabled(
                "ai.chat/" + step,
                () -> gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour")));

        assertThat(without.status()).isEqualTo(503);
        assertThat(without.errorCode()).isEqualTo("gate_closed");
        assertThat(simulator.journal().of(without.requestId())).isEmpty();

        ApiAnswer again = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));
        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void strangerIsNotLetInWhereIdentityIsDisabled() throws IOException, JMException {
        ApiAnswer answer = whileDisabled(
                "ai.chat/identity", () -> gateway.stranger().post(Chats.PATH, Chats.plain("sim-echo", "Bonjour")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(simulator.journal().of(answer.requestId())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metering", "identity", "contract", "access@request", "access@content"})
    void managementApiIsClosedWhereAStepIsDisabled(String step) throws IOException, JMException {
        ApiAnswer answer = whileDisabled(
                "admin/" + step, () -> gateway.managementStranger().get("/admin/flows"));

        assertThat(answer.status()).isIn(401, 503);
        assertThat(answer.text()).doesNotContain("ai.chat");
    }

    private interface Call {
        ApiAnswer answer();
    }

    private ApiAnswer whileDisabled(String node, Call call) throws IOException, JMException {
        try (JMXConnector connector = gateway.jmx()) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName processor = beans.queryNames(
                            ObjectName.getInstance("org.apache.camel:type=processors,name=\"" + node + "\",*"), null)
                    .iterator()
                    .next();
            beans.invoke(processor, "disable", new Object[0], new String[0]);
            try {
                return call.answer();
            } finally {
                beans.invoke(processor, "enable", new Object[0], new String[0]);
            }
        }
    }
}
