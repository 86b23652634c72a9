package fr.ecluse.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.harness.TestGateway;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The gate closes when a required step did not vouch for what would leave")
class GateClosesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\"}";

    @TempDir
    private Path folder;

    @Test
    void becauseAStepWasDisabledOverJmx() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "{}");
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);

            step(gateway, "chat/contract", "disable");
            HttpResponse<String> closed = gateway.post(CHAT, REQUEST);
            step(gateway, "chat/contract", "enable");

            assertGateClosed(closed);
            assertThat(gateway.upstream().received()).hasSize(1);
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);
            assertThat(gateway.meters().get("ecluse_gate_closed").counter().count())
                    .isEqualTo(1);
        }
    }

    @Test
    void becauseIdentityWasDisabledOverJmx() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            step(gateway, "chat/identity", "disable");

            HttpResponse<String> closed = gateway.post(CHAT, REQUEST);

            assertThat(closed.statusCode()).isEqualTo(503);
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void becauseTheTargetWasDisabledOverJmx() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            step(gateway, "chat/model:chat", "disable");

            assertGateClosed(gateway.post(CHAT, REQUEST));
        }
    }

    @Test
    void becauseAPolicyEditedTheBodyAfterItWasChecked() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .flow(
                        "chat",
                        "ai/chat",
                        "policy:metering",
                        "policy:identity",
                        "policy:contract",
                        "policy:probe?phase=a",
                        "model:chat")
                .with("ecluse.policies.probe.act", "edit-body")
                .start()) {

            assertGateClosed(gateway.post(CHAT, REQUEST));
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void butNotBecauseAPolicyEditedTheBodyBeforeItWasChecked() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "edit-body")
                .start()) {
            gateway.upstream().answers(200, "{}");

            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void becauseAStepThatOnlyTheContractRequiresWasDisabledOverJmx() throws Exception {
        try (TestGateway gateway =
                TestGateway.in(folder).chat("policy:probe?phase=a").contractTerm("requires: [ 'probe@a' ]")) {
            gateway.start();
            gateway.upstream().answers(200, "{}");
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);

            step(gateway, "chat/probe@a", "disable");

            assertGateClosed(gateway.post(CHAT, REQUEST));
            assertThat(gateway.upstream().received()).hasSize(1);
        }
    }

    @Test
    void aFlowWithoutAStepThatTheContractRequiresDoesNotStart() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().contractTerm("requires: [ 'probe@a' ]")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("without the required step policy:probe@a");
        }
    }

    @ParameterizedTest(name = "{0}, called by {1}: {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            role: operator  | u1,usual          | access_denied
            role: operator  | u1,usual,operator |
            default: usual  | u1,public         | clearance_below_level
            default: usual  | u1,usual          |
            ceiling: public | u1,dr             | sensitivity_refused
            """, delimiter = '|')
    void whoeverAsksForMoreThanTheyMayIsRefusedByTheGateToo(String term, String user, @Nullable String code)
            throws Exception {
        try (TestGateway gateway =
                TestGateway.in(folder).chat().contractTerm(term).start()) {
            gateway.upstream().answers(200, "{}");

            HttpResponse<String> answer = gateway.send(
                    gateway.request(CHAT).setHeader("X-User", user).POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            if (code == null) {
                assertThat(answer.statusCode()).isEqualTo(200);
            } else {
                assertThat(answer.body()).contains('"' + code + '"');
                assertThat(gateway.upstream().received()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} of a model, called by {2}: {3}")
    @CsvSource(textBlock = """
            floor,   dr,     'u1,usual', clearance_below_level
            floor,   usual,  'u1,public', clearance_below_level
            floor,   public, 'u1,usual',
            ceiling, public, 'u1,dr',    sensitivity_refused
            ceiling, usual,  'u1,usual',
            """)
    void theLevelsOfAModelHoldForItsRequests(String term, String level, String user, @Nullable String code)
            throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.models.m." + term, level)
                .model("other", "open", "other")
                .start()) {
            gateway.upstream().answers(200, "{}");

            HttpResponse<String> answer = gateway.send(
                    gateway.request(CHAT).setHeader("X-User", user).POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            if (code == null) {
                assertThat(answer.statusCode()).isEqualTo(200);
            } else {
                assertThat(answer.body()).contains('"' + code + '"');
                assertThat(gateway.upstream().received()).isEmpty();
                assertThat(gateway.post(CHAT, "{\"model\":\"other\"}").statusCode())
                        .as("they are the model's alone")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aFlowThatAsksAccessRulesBeforeTheBodyWasCheckedDoesNotStart() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat("policy:access?phase=request")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("policy:access@request before policy:contract");
        }
    }

    @Test
    void becauseACamelStepEditedTheMessageBehindThePolicies() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "{}");
            gateway.slipIn(exchange -> exchange.getMessage().setBody("{\"model\":\"m\",\"slipped\":\"in\"}"));

            assertGateClosed(gateway.post(CHAT, REQUEST));
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void becauseACamelStepSetAHeader() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.slipIn(exchange -> exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.example"));

            assertGateClosed(gateway.post(CHAT, REQUEST));
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "a flow without policy:{0} does not start")
    @CsvSource({"metering", "identity", "contract"})
    void theSameCheckRunsWhenAFlowIsLoaded(String missing) throws Exception {
        String[] steps = java.util.stream.Stream.of("metering", "identity", "contract")
                .filter(step -> !step.equals(missing))
                .map(step -> "policy:" + step)
                .toArray(String[]::new);
        try (TestGateway gateway = TestGateway.in(folder).flow("chat", "ai/chat", steps[0], steps[1], "model:chat")) {
            assertThatThrownBy(gateway::start)
                    .hasMessageContaining("without the required step policy:" + missing)
                    .hasMessageContaining("chat");
        }
    }

    @Test
    void aRequiredStepMayNotFailOpen() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.policies.contract.failure", "open")
                .with("ecluse.policies.contract.failure-reason", "because")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("cannot be failure: open");
        }
    }

    @Test
    void anOperatorMayRequireMoreButNotLess() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().with("ecluse.gate.required.model", "probe@a")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("without the required step policy:probe@a");
        }
    }

    private static void assertGateClosed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"gate_closed\"");
    }

    private static void step(TestGateway gateway, String id, String operation) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String context = gateway.camel().getManagementName();
        ObjectName name = server.queryNames(
                        new ObjectName("org.apache.camel:context=" + context + ",type=processors,name="
                                + ObjectName.quote(id)),
                        null)
                .iterator()
                .next();
        server.invoke(name, operation, new Object[0], new String[0]);
    }
}
