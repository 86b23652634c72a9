package fr.ecluse.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.realservers.CacheFolder;
import fr.ecluse.realservers.KeycloakInstallation;
import fr.ecluse.realservers.KeycloakServer;
import fr.ecluse.realservers.NeedsOpa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example realm in a real Keycloak, which starts once for all of this: the test that ends it comes last. */
@NeedsOpa
@DisplayName("Callers with tokens of Keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {

    private static final String APPLICATION = "agent-finance";
    private static final String ADMINISTRATOR = "administrator";
    private static final String RESTRICTED = "chat-restricted";
    private static final String ORDINARY = "sim-echo";

    private static final Duration TAKEN = Duration.ofSeconds(5);
    /** Longer than the gateway's period between two readings of the keys. */
    private static final Duration KEYS_READ = Duration.ofSeconds(15);

    private static final String CONFIGURATION = """
            ecluse:
              models:
                chat-restricted:
                  type: chat
                  floor: dr
                  deployments:
                    - { id: restricted-1, base-url: "%1$s", model: sim-echo, zone: onprem-dr }
              policies:
                identity:
                  issuers:
                    agents:
                      issuer: "%2$s"
                      tenant: interior
                      audiences: [ai-gateway]
                      leeway: 1s
                      keys: { refresh: 5s, unknown-key-interval: 1s }
                access:
                  bundle: { file: "%3$s" }
            """;

    private static final String OPEN_TO_CONSUMERS = """

            api-consumer:
              tenants: [interior]
              apis: [ai]
              models: ["*"]
            """;

    private final Checkout checkout = Checkout.current();
    private final String secret = UUID.randomUUID().toString();
    private final RulesCopy rules = RulesCopy.of(checkout)
            .append("ecluse/data/roles/data.yaml", OPEN_TO_CONSUMERS)
            .build();

    @AutoClose
    private final KeycloakServer keycloak = KeycloakServer.start(
            KeycloakInstallation.of(Path.of(System.getProperty("keycloak.zip")), CacheFolder.ofThisUser()),
            "agents",
            checkout.root().resolve("deploy/keycloak/agents-realm.json"),
            checkout.newFolder("keycloak"),
            LoopbackPort.findFree(),
            Map.of(
                    "ECLUSE_AGENT_FINANCE_SECRET", secret,
                    "ECLUSE_EXAMPLE_PASSWORD", secret,
                    "KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMINISTRATOR,
                    "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", secret));

    @AutoClose
    private final SimulatorProcess simulator = SimulatorProcess.start();

    @AutoClose
    private final GatewayProcess gateway = GatewayProcess.builder()
            .simulator(simulator)
            .configuration(CONFIGURATION.formatted(simulator.baseUrl(), keycloak.issuer(), rules.bundle()))
            .start();

    @AutoClose
    private final RealmAdministrator administrator =
            new RealmAdministrator(keycloak.url(), "agents", ADMINISTRATOR, secret);

    private final Realm realm = new Realm(keycloak.issuer());
    private final Caller caller = Caller.of(gateway);

    KeycloakTest() throws Exception {
        // For what the fields' values throw.
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "agent-finance, workload, usual, finance, FR, 0",
        "alice,         user,     dr,     finance, FR, 1",
        "bob,           user,     public, hr,      DE, 1"
    })
    void areWhoTheRealmSaysTheyAre(
            String who, String type, String clearance, String direction, String country, int groups) {
        ApiAnswer me = gateway.stranger().get("/v1/me", "Authorization", "Bearer " + tokenOf(who));

        assertThat(me.status()).as(me.text()).isEqualTo(200);
        assertThat(me.json().path("type").asString()).isEqualTo(type);
        assertThat(me.json().path("tenant").asString()).isEqualTo("interior");
        var attributes = me.json().path("attributes");
        assertThat(attributes.path("clearance").asString()).isEqualTo(clearance);
        assertThat(attributes.path("direction").asString()).isEqualTo(direction);
        assertThat(attributes.path("country").asString()).isEqualTo(country);
        assertThat(attributes.path("app").asString()).isEqualTo(type.equals("user") ? "portal" : who);
        assertThat(attributes.path("groups").size()).isEqualTo(groups);
        assertThat(attributes.path("roles").valueStream())
                .extracting(role -> role.asString())
                .contains(who.equals("bob") ? "api-publisher" : "api-consumer");
    }

    private String tokenOf(String who) {
        return who.equals(APPLICATION) ? token() : realm.ofPerson("portal", who, secret);
    }

    private String token() {
        return realm.ofProgram(APPLICATION, secret);
    }

    @Test
    void useARestrictedModelIfTheirClearanceIsHighEnough() {
        administrator.setAttribute(APPLICATION, "clearance", "dr");
        caller.isAnswered(token(), RESTRICTED);

        administrator.setAttribute(APPLICATION, "clearance", "usual");
        caller.isRefused(token(), RESTRICTED, 403, "clearance_below_level");
        caller.isAnswered(token(), ORDINARY);
    }

    @Test
    void areDeniedAModelThatIsForbiddenToTheirDirection() throws Exception {
        caller.isAnswered(token(), "sim-chat");

        rules.replace("ecluse/data/directions/data.yaml", "finance: { forbidden_models: [sim-chat] }\n")
                .build();

        await().atMost(TAKEN).untilAsserted(() -> caller.isDenied(token(), "sim-chat", "model_forbidden_to_direction"));
        caller.isAnswered(token(), ORDINARY);
    }

    @Test
    void areKnownByANewKeyAtOnceAndByAWithdrawnOneNoMore() {
        // Given a caller with a token
        String former = token();
        caller.isAnswered(former, ORDINARY);

        // When the realm signs with a new key
        administrator.addKey();
        String next = token();
        assertThat(Realm.key(next)).isNotEqualTo(Realm.key(former));

        // Then tokens of both keys are good
        await().atMost(TAKEN).untilAsserted(() -> caller.isAnswered(next, ORDINARY));
        caller.isAnswered(former, ORDINARY);

        // When the former key is withdrawn
        administrator.withdrawOldKeys();

        // Then so are its tokens, and the others stay good
        await().atMost(KEYS_READ).untilAsserted(() -> caller.isRefused(former, ORDINARY, 401, "invalid_token"));
        assertThat(Realm.end(former)).isAfter(Instant.now());
        caller.isAnswered(next, ORDINARY);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void goOnUntilTheirTokensEndAndNobodyNewEntersWhileKeycloakIsDown() {
        // Given a caller whose token ends soon, and one with a token under a key that the gateway has not read yet
        administrator.setLifespan(APPLICATION, 10);
        awaitReadingOfKeys();
        String known = token();
        caller.isAnswered(known, ORDINARY);
        administrator.setLifespan(APPLICATION, 600);
        administrator.addKey();
        String unknown = token();

        // When Keycloak is down
        keycloak.kill();

        // Then the one goes on, and the other does not enter
        caller.isAnswered(known, ORDINARY);
        await().atMost(TAKEN).until(() -> caller.refusal(unknown, ORDINARY).equals("policy_unavailable"));
        caller.isAnswered(known, ORDINARY);

        // When the token ends
        await().atMost(KEYS_READ).untilAsserted(() -> caller.isRefused(known, ORDINARY, 401, "invalid_token"));

        // Then it is good no more
        assertThat(Realm.end(known)).isBefore(Instant.now());
        caller.isRefused(unknown, ORDINARY, 503, "policy_unavailable");
    }

    /** The next one is seconds away then. */
    private void awaitReadingOfKeys() {
        Meter readings = new Meter("ecluse_issuer_keys_total", gateway.managementStranger());
        double before = readings.count("outcome", "read");
        await().atMost(KEYS_READ).until(() -> readings.count("outcome", "read") > before);
    }
}
