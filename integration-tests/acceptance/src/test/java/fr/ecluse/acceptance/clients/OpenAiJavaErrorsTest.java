package fr.ecluse.acceptance.clients;

import static fr.ecluse.acceptance.clients.OpenAiJava.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each refusal reaches the caller as the exception that OpenAI's library has for it. */
@OnSharedTestBed
class OpenAiJavaErrorsTest {

    private final GatewayProcess gateway;

    @AutoClose("close")
    private final OpenAIClient client;

    OpenAiJavaErrorsTest(GatewayProcess gateway) {
        this.gateway = gateway;
        this.client = OpenAiJava.client(gateway.baseUrl(), gateway.key(DemoKey.AGENT));
    }

    @Test
    void wrongKey() {
        OpenAIClient stranger = OpenAiJava.client(gateway.baseUrl(), "ecl_agent_" + "0".repeat(64));
        try {
            OpenAIServiceException e = catchThrowableOfType(
                    UnauthorizedException.class,
                    () -> stranger.chat().completions().create(ask("sim-echo").build()));

            assertThat(e.code()).hasValue("invalid_api_key");
            assertThat(e.headers().values("WWW-Authenticate")).isNotEmpty();
        } finally {
            stranger.close();
        }
    }

    @Test
    void unknownModel() {
        OpenAIServiceException e = refused(NotFoundException.class, ask("no-such-model"));

        assertThat(e.code()).hasValue("model_not_found");
        assertThat(e.param()).hasValue("model");
        assertThat(e.type()).hasValue("invalid_request_error");
    }

    @Test
    void requestAgainstTheContract() {
        OpenAIServiceException e =
                refused(BadRequestException.class, ask("sim-echo").temperature(5));

        assertThat(e.code()).hasValue("contract_violation");
        assertThat(e.param()).hasValue("temperature");
    }

    @Test
    void requestThatTheUpstreamRefuses() {
        OpenAIServiceException e = refused(BadRequestException.class, sim("tokens", -1));

        assertThat(e.code()).hasValue("invalid_request");
        assertThat(e.param()).hasValue("sim.tokens");
    }

    @Test
    void rateLimit() {
        OpenAIServiceException e = refused(RateLimitException.class, ask("sim-429"));

        assertThat(e.code()).hasValue("rate_limit_exceeded");
        assertThat(e.headers().values("Retry-After")).containsExactly("1");
    }

    @Test
    void failingUpstream() {
        OpenAIServiceException e = refused(InternalServerException.class, sim("error_status", 500));

        assertThat(e.statusCode()).isEqualTo(502);
        assertThat(e.code()).hasValue("upstream_error");
    }

    @Test
    void upstreamThatTimesOut() {
        OpenAIServiceException e = refused(InternalServerException.class, sim("error_status", 504));

        assertThat(e.statusCode()).isEqualTo(504);
        assertThat(e.code()).hasValue("upstream_timeout");
    }

    @Test
    void streamThatBreaksOff() {
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        SseException e = catchThrowableOfType(SseException.class, () -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(ask("sim-cut").build())) {
                stream.stream().forEach(chunks::add);
            }
        });

        assertThat(chunks).isNotEmpty();
        assertThat(e.code()).hasValue("upstream_error");
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return question(model, "Bonjour", RequestIds.next());
    }

    private static ChatCompletionCreateParams.Builder sim(String option, int value) {
        return ask("sim-echo").putAdditionalBodyProperty("sim", JsonValue.from(Map.of(option, value)));
    }

    private <E extends OpenAIServiceException> E refused(Class<E> type, ChatCompletionCreateParams.Builder params) {
        return catchThrowableOfType(type, () -> client.chat().completions().create(params.build()));
    }
}
