package fr.ecluse.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import fr.ecluse.acceptance.support.SimulatorProcess;
import org.junit.jupiter.api.Test;

/** What the gateway does not have to change passes byte for byte, known to it or not. */
@OnSharedTestBed
class PassThroughTest {

    private static final String ASKED_FOR_USAGE = ",\"stream_options\":{\"include_usage\":true}";

    /** Fields of no known vendor, in a layout that no serializer would produce. */
    private static final String ODD_REQUEST = """
            {  "x_vendor" : {"big":12345678901234567890123456789,"exp":1.50E+02, "neg":-0.0,
            \t"esc":"\\u00e9\\/\\ud83d\\udea4 \\"model\\":\\"MODEL\\"", "empty":[ ] , "none":null},
             "model"\t:\t"MODEL" ,
              "messages":[ { "x_more" : true,"role":"user","content":"Bonjour \\u2028 l'\\u00e9cluse" }]%s } """;

    private static final String ODD_ANSWER = """
            { "id" : "a-1", "object":"chat.completion","created": 1.0e9,
            \t"model" :"scripted","choices":[ {"index":0, "finish_reason":"stop",
              "message":{"role":"assistant","content":"\\u00e9\\/ \\"model\\":\\"scripted\\"","x_thought" : [ ]}} ],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"x_joules":1.250},
             "x_vendor":{"big":12345678901234567890123456789}}
            """;

    private final ApiClient agent;
    private final SimulatorProcess simulator;
    private final ScriptedUpstream scripted;

    PassThroughTest(GatewayProcess gateway, SimulatorProcess simulator, ScriptedUpstream scripted) {
        this.agent = gateway.client(DemoKey.AGENT);
        this.simulator = simulator;
        this.scripted = scripted;
    }

    @Test
    void requestIsNotTouched() {
        String request = oddRequest("sim-echo", "");

        assertThat(bodyUpstream(request)).isEqualTo(request);
    }

    @Test
    void onlyTheNameOfARenamedModelIsExchanged() {
        String sent = oddRequest("renamed-echo", "");

        assertThat(bodyUpstream(sent))
                .isEqualTo(sent.replace("\"model\"\t:\t\"renamed-echo\"", "\"model\"\t:\t\"sim-echo\""));
    }

    @Test
    void onlyTheWishForUsageIsAddedToARequestForAStream() {
        String sent = oddRequest("sim-echo", ", \"stream\" : true");

        String received = bodyUpstream(sent);

        assertThat(received).contains(ASKED_FOR_USAGE);
        assertThat(received.replace(ASKED_FOR_USAGE, "")).isEqualTo(sent);
    }

    @Test
    void onlyTheWishForNoUsageIsTurnedAround() {
        String sent =
                oddRequest("sim-echo", ",\"stream\":true,\"stream_options\":{\"x\" : 1, \"include_usage\" : false}");

        assertThat(bodyUpstream(sent)).isEqualTo(sent.replace("\"include_usage\" : false", "\"include_usage\" : true"));
    }

    @Test
    void answerIsNotTouched() {
        assertThat(answer("scripted").text()).isEqualTo(ODD_ANSWER);
    }

    @Test
    void onlyTheNameOfARenamedModelIsExchangedInTheAnswer() {
        assertThat(answer("scripted-renamed").text())
                .isEqualTo(ODD_ANSWER.replace("\"model\" :\"scripted\"", "\"model\" :\"scripted-renamed\""));
    }

    @Test
    void sameNameTwiceIsRefusedBecauseEachReaderWouldTakeAnother() {
        ApiAnswer answer =
                agent.post(Chats.PATH, Chats.with(Chats.plain("sim-echo", "Bonjour"), "\"model\":\"sim-429\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("invalid_request");
        assertThat(simulator.journal().of(answer.requestId())).isEmpty();
    }

    private static String oddRequest(String model, String more) {
        return ODD_REQUEST.formatted(more).replace("MODEL", model);
    }

    private String bodyUpstream(String sent) {
        ApiAnswer answer = agent.post(Chats.PATH, sent);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return simulator.journal().one(answer.requestId()).body();
    }

    private ApiAnswer answer(String model) {
        String id = RequestIds.next();
        scripted.on(id, exchange -> exchange.json(ODD_ANSWER));
        return agent.post(Chats.PATH, Chats.plain(model, "Bonjour"), "X-Request-Id", id);
    }
}
