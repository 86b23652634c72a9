package fr.ecluse.blackbox;

import static fr.ecluse.blackbox.Repeated.until;
import static fr.ecluse.blackbox.Repeated.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.citrusframework.actions.CreateVariablesAction.Builder.createVariable;
import static org.citrusframework.validation.json.JsonPathMessageValidationContext.Builder.jsonPath;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.realservers.CacheFolder;
import fr.ecluse.realservers.KeycloakInstallation;
import fr.ecluse.realservers.KeycloakServer;
import fr.ecluse.realservers.NeedsOpa;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.citrusframework.GherkinTestActionRunner;
import org.citrusframework.TestActionBuilder;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.citrusframework.context.TestContext;
import org.citrusframework.junit.jupiter.CitrusSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

/** The example realm in a real Keycloak, which starts once for all of this: the test that ends it comes last. */
@NeedsOpa
@CitrusSupport
@ExtendWith(CitrusForClasses.class)
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
                    citizens:
                      issuer: "%3$s"
                      tenant: citizens
                      audiences: [ai-gateway]
                      clearance: usual
                      claims: { clearance: none-of-theirs, roles: none-of-theirs }
                access:
                  bundle: { file: "%4$s" }
            """;

    private static final String OPEN_TO_CONSUMERS = """

            api-consumer:
              tenants: [interior]
              apis: [ai]
              models: ["*"]
            """;

    private static final String OPEN_TO_CITIZENS = """

            citizens:
              tenants: [citizens]
              apis: [ai]
              models: [sim-echo, sim-chat]
            """;

    private static final String BY_LEVEL_OF_ASSURANCE = """

            deny contains {"code": "assurance_too_low", "message": "This needs another level of assurance."} if {
            	input.subject.tenant == "citizens"
            	input.subject.acr != {"sim-echo": "eidas1", "sim-chat": "eidas2"}[input.resource.model]
            }
            """;

    private static final String PROVIDER = "franceconnect";

    private final Checkout checkout = Checkout.current();
    private final String secret = UUID.randomUUID().toString();
    private final RulesCopy rules = RulesCopy.of(checkout)
            .append("ecluse/data/roles/data.yaml", OPEN_TO_CONSUMERS)
            .append("ecluse/data/groups/data.yaml", OPEN_TO_CITIZENS)
            .append("ecluse/access/authorisation/authorisation.rego", BY_LEVEL_OF_ASSURANCE)
            .change("ecluse/access/access.rego", "#     - /subject/id", "#     - /subject/id\n#     - /subject/acr")
            .build();

    @AutoClose
    private final KeycloakServer keycloak = KeycloakServer.start(
            KeycloakInstallation.of(Path.of(System.getProperty("keycloak.zip")), CacheFolder.ofThisUser()),
            "agents",
            List.of(
                    checkout.root().resolve("deploy/keycloak/agents-realm.json"),
                    checkout.root().resolve("deploy/keycloak/citizens-realm.json"),
                    Path.of(KeycloakTest.class
                            .getResource("franceconnect-realm.json")
                            .toURI())),
            checkout.newFolder("keycloak"),
            LoopbackPort.findFree(),
            Map.of(
                    "ECLUSE_AGENT_FINANCE_SECRET", secret,
                    "ECLUSE_EXAMPLE_PASSWORD", secret,
                    "ECLUSE_FRANCECONNECT_CLIENT_ID", "ecluse",
                    "ECLUSE_FRANCECONNECT_CLIENT_SECRET", secret,
                    "KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMINISTRATOR,
                    "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", secret));

    @AutoClose
    private final SimulatorProcess simulator = SimulatorProcess.start();

    @AutoClose
    private final GatewayProcess gateway = GatewayProcess.builder()
            .simulator(simulator)
            .configuration(
                    CONFIGURATION.formatted(simulator.baseUrl(), keycloak.issuer(), issuer("citizens"), rules.bundle()))
            .start();

    @AutoClose
    private final RealmAdministrator administrator =
            new RealmAdministrator(keycloak.url(), "agents", ADMINISTRATOR, secret);

    @AutoClose
    private final RealmAdministrator citizens =
            new RealmAdministrator(keycloak.url(), "citizens", ADMINISTRATOR, secret);

    @AutoClose
    private final RealmAdministrator franceConnect =
            new RealmAdministrator(keycloak.url(), "franceconnect", ADMINISTRATOR, secret);

    private final Realm realm = new Realm(keycloak.issuer());
    private final Caller caller = Caller.of(gateway);

    KeycloakTest() throws Exception {
        // For what the fields' values throw.
    }

    private URI issuer(String name) {
        return keycloak.url().resolve("/realms/" + name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "agent-finance, workload, usual, finance, FR, agent-finance, 0, api-consumer",
        "alice,         user,     dr,     finance, FR, portal,        1, api-consumer",
        "bob,           user,     public, hr,      DE, portal,        1, api-publisher"
    })
    @CitrusTest
    void areWhoTheRealmSaysTheyAre(
            String who,
            String type,
            String clearance,
            String direction,
            String country,
            String app,
            int groups,
            String role,
            @CitrusResource GherkinTestActionRunner test) {
        test.given(tokenOf(who));

        test.when(caller.asksWhoItIs("${token}"));

        test.then(caller.isTold(jsonPath()
                .expression("$.type", type)
                .expression("$.tenant", "interior")
                .expression("$.attributes.clearance", clearance)
                .expression("$.attributes.direction", direction)
                .expression("$.attributes.country", country)
                .expression("$.attributes.app", app)
                .expression("$.attributes.groups.size()", groups)
                .expression("$.attributes.roles[?(@ == '" + role + "')]", role)));
    }

    private TestActionBuilder<?> tokenOf(String who) {
        return who.equals(APPLICATION) ? token("token") : realm.tokenOfPerson("token", "portal", who, secret);
    }

    private TestActionBuilder<?> token(String variable) {
        return realm.tokenOfProgram(variable, APPLICATION, secret);
    }

    @Test
    @CitrusTest
    void useARestrictedModelIfTheirClearanceIsHighEnough(@CitrusResource GherkinTestActionRunner test) {
        administrator.setAttribute(APPLICATION, "clearance", "dr");
        test.given(token("token"));
        test.when(caller.asks(RESTRICTED, "${token}")).then(caller.isAnswered());

        administrator.setAttribute(APPLICATION, "clearance", "usual");
        test.given(token("token"));
        test.when(caller.asks(RESTRICTED, "${token}"))
                .then(caller.isRefused(HttpStatus.FORBIDDEN, "clearance_below_level"));
        test.when(caller.asks(ORDINARY, "${token}")).then(caller.isAnswered());
    }

    @Test
    @CitrusTest
    void areDeniedAModelThatIsForbiddenToTheirDirection(@CitrusResource GherkinTestActionRunner test) throws Exception {
        test.given(token("token"));
        test.when(caller.asks("sim-chat", "${token}")).then(caller.isAnswered());

        rules.replace("ecluse/data/directions/data.yaml", "finance: { forbidden_models: [sim-chat] }\n")
                .build();

        test.then(within(TAKEN, caller.asks("sim-chat", "${token}"), caller.isDenied("model_forbidden_to_direction")));
        test.when(caller.asks(ORDINARY, "${token}")).then(caller.isAnswered());
    }

    @Test
    @CitrusTest
    void areKnownByANewKeyAtOnceAndByAWithdrawnOneNoMore(
            @CitrusResource GherkinTestActionRunner test, @CitrusResource TestContext context) {
        // Given a caller with a token
        test.given(token("former"));
        test.when(caller.asks(ORDINARY, "${former}")).then(caller.isAnswered());

        // When the realm signs with a new key
        administrator.addKey();
        test.when(token("next"));
        assertThat(Realm.key(context.getVariable("next"))).isNotEqualTo(Realm.key(context.getVariable("former")));

        // Then tokens of both keys are good
        test.then(within(TAKEN, caller.asks(ORDINARY, "${next}"), caller.isAnswered()));
        test.when(caller.asks(ORDINARY, "${former}")).then(caller.isAnswered());

        // When the former key is withdrawn
        administrator.withdrawOldKeys();

        // Then so are its tokens, and the others stay good
        test.then(within(
                KEYS_READ,
                caller.asks(ORDINARY, "${former}"),
                caller.isRefused(HttpStatus.UNAUTHORIZED, "invalid_token")));
        assertThat(Realm.end(context.getVariable("former"))).isAfter(Instant.now());
        test.when(caller.asks(ORDINARY, "${next}")).then(caller.isAnswered());
    }

    @Test
    @Order(1)
    void areSentToFranceConnectWithTheLevelOfAssuranceThatTheRealmAsksFor() {
        try (Citizen citizen = new Citizen(issuer("citizens"), PROVIDER)) {
            URI franceConnect = citizen.isSentTo();

            assertThat(franceConnect)
                    .hasScheme("https")
                    .hasHost("fcp-low.integ01.dev-franceconnect.fr")
                    .hasPath("/api/v2/authorize")
                    .hasParameter("response_type", "code")
                    .hasParameter("client_id", "ecluse")
                    .hasParameter("scope", "openid")
                    .hasParameter("acr_values", "eidas1")
                    .hasParameter("redirect_uri", issuer("citizens") + "/broker/franceconnect/endpoint");
            // FranceConnect takes no shorter ones.
            assertThat(franceConnect.getQuery())
                    .containsPattern("[?&]?state=[^&]{22,}")
                    .containsPattern("&nonce=[^&]{22,}");
        }
    }

    @Test
    @CitrusTest
    @Order(2)
    void areCitizensOfAnotherTenantWhoseLevelOfAssuranceTheRulesKnow(@CitrusResource GherkinTestActionRunner test) {
        // Given a citizen who has logged in at FranceConnect, whom another realm plays
        citizens.moveProvider(PROVIDER, issuer("franceconnect"));
        try (Citizen citizen = new Citizen(issuer("citizens"), PROVIDER)) {
            test.given(createVariable("token", citizen.logsIn("marianne", secret)));
        }

        // When asked who that is, then the gateway says what the realm does
        test.when(caller.asksWhoItIs("${token}"))
                .then(caller.isTold(jsonPath()
                        .expression("$.type", "user")
                        .expression("$.tenant", "citizens")
                        .expression("$.attributes.clearance", "usual")
                        .expression("$.attributes.groups[0]", "citizens")
                        .expression("$.attributes.roles.size()", 0)));

        // When models are asked for that need eidas1 and eidas2, then the one answers
        test.when(caller.asks("sim-echo", "${token}")).then(caller.isAnswered());
        test.when(caller.asks("sim-chat", "${token}")).then(caller.isDenied("assurance_too_low"));
    }

    @Test
    @Order(3)
    void areNoCitizensWithoutALevelOfAssurance() {
        franceConnect.removeClientAttribute("ecluse", "acr.loa.map");
        try (Citizen citizen = new Citizen(issuer("citizens"), PROVIDER)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> citizen.logsIn("marianne", secret))
                    .withMessageContaining("claim");
        }
    }

    @Test
    @CitrusTest
    @Order(Integer.MAX_VALUE)
    void goOnUntilTheirTokensEndAndNobodyNewEntersWhileKeycloakIsDown(
            @CitrusResource GherkinTestActionRunner test, @CitrusResource TestContext context) {
        // Given a caller whose token ends soon, and one with a token under a key that the gateway has not read yet
        administrator.setLifespan(APPLICATION, 10);
        awaitReadingOfKeys();
        test.given(token("known"));
        test.when(caller.asks(ORDINARY, "${known}")).then(caller.isAnswered());
        administrator.setLifespan(APPLICATION, 600);
        administrator.addKey();
        test.given(token("unknown"));

        // When Keycloak is down
        keycloak.kill();

        // Then the one goes on, and the other does not enter
        test.when(caller.asks(ORDINARY, "${known}")).then(caller.isAnswered());
        test.then(until(
                TAKEN,
                variables -> variables.getVariable(Caller.CODE).equals("policy_unavailable"),
                caller.asks(ORDINARY, "${unknown}"),
                caller.isRefused()));
        test.when(caller.asks(ORDINARY, "${known}")).then(caller.isAnswered());

        // When the token ends
        test.then(within(
                KEYS_READ,
                caller.asks(ORDINARY, "${known}"),
                caller.isRefused(HttpStatus.UNAUTHORIZED, "invalid_token")));

        // Then it is good no more
        assertThat(Realm.end(context.getVariable("known"))).isBefore(Instant.now());
        test.when(caller.asks(ORDINARY, "${unknown}"))
                .then(caller.isRefused(HttpStatus.SERVICE_UNAVAILABLE, "policy_unavailable"));
    }

    /** The next one is seconds away then. */
    private void awaitReadingOfKeys() {
        Meter readings = new Meter("ecluse_issuer_keys_total", gateway.managementStranger());
        double before = readings.count("outcome", "read");
        await().atMost(KEYS_READ).until(() -> readings.count("outcome", "read") > before);
    }
}
