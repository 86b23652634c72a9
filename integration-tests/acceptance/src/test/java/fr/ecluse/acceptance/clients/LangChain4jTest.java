package fr.ecluse.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's OpenAI module with the delivered models. */
@OnSharedTestBed
class LangChain4jTest {

    private static final String TEXT = "Péniche à l'écluse de Saverne, 5,43 m : « ouvrez ! »";

    private final GatewayProcess gateway;

    LangChain4jTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @Test
    void listsTheModels() {
        OpenAiModelCatalog catalog = OpenAiModelCatalog.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key())
                .build();

        assertThat(catalog.listModels()).extracting(ModelDescription::name).contains("sim-echo", "embedding-minilm");
    }

    @Test
    void answersAChat() {
        ChatResponse answer = chatModel("sim-echo").build().chat(question().build());

        assertThat(answer.aiMessage().text()).isEqualTo(TEXT);
        assertThat(answer.tokenUsage().outputTokenCount()).isPositive();
        assertThat(answer.modelName()).isEqualTo("sim-echo");
    }

    @Test
    void streamsAChat() throws InterruptedException {
        CollectedAnswer answer = new CollectedAnswer();

        streamingModel("sim-echo").build().chat(question().build(), answer);

        assertThat(answer.await().aiMessage().text()).isEqualTo(TEXT);
        assertThat(answer.pieces()).hasSizeGreaterThan(1);
        assertThat(String.join("", answer.pieces())).isEqualTo(TEXT);
        // This library asks for the usage of every stream.
        assertThat(answer.await().tokenUsage().outputTokenCount()).isPositive();
    }

    @Test
    void callsATool() {
        ChatResponse answer = chatModel("sim-echo").build().chat(questionForTool());

        assertThatToolIsCalled(answer);
    }

    @Test
    void callsAToolInAStream() throws InterruptedException {
        CollectedAnswer answer = new CollectedAnswer();

        streamingModel("sim-echo").build().chat(questionForTool(), answer);

        assertThatToolIsCalled(answer.await());
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    void embedsATextIn(String encoding) {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key())
                .modelName("embedding-minilm")
                .encodingFormat(encoding)
                .maxRetries(0)
                .build();

        Embedding embedding = model.embed(TEXT).content();

        assertThat(embedding.dimension()).isEqualTo(384);
    }

    @Test
    void completesAPrompt() {
        OpenAiLanguageModel model = OpenAiLanguageModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key())
                .modelName("sim-echo")
                .maxRetries(0)
                .build();

        assertThat(model.generate(TEXT).content()).isEqualTo(TEXT);
    }

    @Test
    void meetsAWrongKey() {
        OpenAiChatModel model =
                chatModel("sim-echo").apiKey("ecl_agent_" + "0".repeat(64)).build();

        assertThat(catchThrowableOfType(AuthenticationException.class, () -> model.chat(TEXT)))
                .hasMessageContaining("invalid_api_key");
    }

    @Test
    void meetsAnUnknownModel() {
        assertThat(catchThrowableOfType(
                        ModelNotFoundException.class,
                        () -> chatModel("no-such-model").build().chat(TEXT)))
                .hasMessageContaining("model_not_found");
    }

    @Test
    void meetsTheContract() {
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> chatModel("sim-echo").temperature(5.0).build().chat(TEXT)))
                .hasMessageContaining("contract_violation");
    }

    @Test
    void meetsARateLimit() {
        assertThat(catchThrowableOfType(
                        RateLimitException.class,
                        () -> chatModel("sim-429").build().chat(TEXT)))
                .hasMessageContaining("rate_limit_exceeded");
    }

    @Test
    void meetsAnUpstreamThatFails() {
        OpenAiChatModel model = chatModel("sim-echo")
                .customParameters(Map.of("sim", Map.of("error_status", 500)))
                .build();

        assertThat(catchThrowableOfType(InternalServerException.class, () -> model.chat(TEXT)))
                .hasMessageContaining("upstream_error");
    }

    private String key() {
        return gateway.key(DemoKey.AGENT);
    }

    private OpenAiChatModel.OpenAiChatModelBuilder chatModel(String model) {
        return OpenAiChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key())
                .modelName(model)
                .maxRetries(0);
    }

    private OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streamingModel(String model) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key())
                .modelName(model);
    }

    private static ChatRequest.Builder question() {
        return ChatRequest.builder().messages(UserMessage.from(TEXT));
    }

    private static ChatRequest questionForTool() {
        return ChatRequest.builder()
                .messages(UserMessage.from("Saverne"))
                .toolSpecifications(ToolSpecification.builder()
                        .name("lock_depth")
                        .parameters(JsonObjectSchema.builder()
                                .addStringProperty("town")
                                .required("town")
                                .build())
                        .build())
                .toolChoice(ToolChoice.REQUIRED)
                .build();
    }

    private static void assertThatToolIsCalled(ChatResponse answer) {
        assertThat(answer.aiMessage().toolExecutionRequests()).hasSize(1);
        ToolExecutionRequest call = answer.aiMessage().toolExecutionRequests().getFirst();
        assertThat(call.name()).isEqualTo("lock_depth");
        assertThat(call.arguments()).isEqualTo("{\"town\":\"Saverne\"}");
    }
}
