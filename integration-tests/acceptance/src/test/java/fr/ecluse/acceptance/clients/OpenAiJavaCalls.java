package fr.ecluse.acceptance.clients;

import static fr.ecluse.acceptance.clients.OpenAiJava.question;
import static fr.ecluse.acceptance.clients.OpenAiJava.questionForTool;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStreamEvent;
import fr.ecluse.acceptance.support.Journal;
import fr.ecluse.acceptance.support.RequestIds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works with OpenAI's library for Java wherever the gateway's models come from. */
interface OpenAiJavaCalls {

    String TEXT = "Péniche à l'écluse de Saverne, 5,43 m : « ouvrez ! » 🚤";

    /** A client of the gateway under test. */
    OpenAIClient client();

    /** What reached the simulator behind that gateway. */
    Journal upstream();

    @Test
    default void listsTheModels() {
        List<String> ids =
                client().models().list().data().stream().map(Model::id).toList();

        assertThat(ids).contains("sim-echo", "sim-chat", "embedding-minilm");
    }

    @Test
    default void retrievesAModel() {
        Model model = client().models().retrieve("sim-echo");

        assertThat(model.id()).isEqualTo("sim-echo");
        assertThat(model.created()).isPositive();
    }

    @Test
    default void answersAChat() {
        String id = RequestIds.next();

        ChatCompletion answer = client().chat()
                .completions()
                .create(question("sim-echo", TEXT, id).build());

        assertThat(text(answer)).isEqualTo(TEXT);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
        assertThat(answer.model()).isEqualTo("sim-echo");
        assertThat(upstream().one(id).json().path("stream").isMissingNode()).isTrue();
    }

    @Test
    default void streamsAChatAndKeepsTheUsageThatNobodyAskedForToItself() {
        String id = RequestIds.next();

        List<ChatCompletionChunk> chunks = stream(question("sim-echo", TEXT, id).build());

        assertThat(text(accumulated(chunks))).isEqualTo(TEXT);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk._usage().isMissing()).isTrue();
            assertThat(chunk.choices()).isNotEmpty();
        });
        assertThatUsageWasAskedUpstream(id);
    }

    @Test
    default void streamsAChatWithTheUsageThatTheCallerAskedFor() {
        String id = RequestIds.next();
        ChatCompletionCreateParams params = question("sim-echo", TEXT, id)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        List<ChatCompletionChunk> chunks = stream(params);

        Optional<CompletionUsage> usage = chunks.getLast().usage();
        assertThat(usage).isPresent();
        assertThat(usage.get().promptTokens()).isPositive();
        assertThat(usage.get().completionTokens()).isPositive();
        assertThat(text(accumulated(chunks))).isEqualTo(TEXT);
        assertThatUsageWasAskedUpstream(id);
    }

    @Test
    default void callsATool() {
        ChatCompletion answer =
                client().chat().completions().create(questionForTool("sim-echo", "Saverne", RequestIds.next()));

        assertThatToolIsCalled(answer);
    }

    @Test
    default void callsAToolInAStream() {
        List<ChatCompletionChunk> chunks = stream(questionForTool("sim-echo", "Saverne", RequestIds.next()));

        assertThatToolIsCalled(accumulated(chunks));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    default void embedsATextIn(String encoding) {
        EmbeddingCreateParams params = EmbeddingCreateParams.builder()
                .model("embedding-minilm")
                .input(TEXT)
                .encodingFormat(EmbeddingCreateParams.EncodingFormat.of(encoding))
                .build();

        CreateEmbeddingResponse answer = client().embeddings().create(params);

        List<Float> vector = answer.data().getFirst().embedding();
        assertThat(vector).hasSize(384);
        assertThat(vector.stream().mapToDouble(x -> x * x).sum()).isBetween(0.99, 1.01);
        assertThat(answer.usage().promptTokens()).isPositive();
    }

    @Test
    default void completesAPrompt() {
        Completion answer = client().completions().create(prompt(RequestIds.next()));

        assertThat(answer.choices().getFirst().text()).isEqualTo(TEXT);
        assertThat(answer.usage()).isPresent();
    }

    @Test
    default void streamsTheCompletionOfAPrompt() {
        String id = RequestIds.next();

        List<Completion> chunks;
        try (StreamResponse<Completion> stream = client().completions().createStreaming(prompt(id))) {
            chunks = stream.stream().toList();
        }

        assertThat(chunks.stream()
                        .map(chunk -> chunk.choices().getFirst().text())
                        .collect(Collectors.joining()))
                .isEqualTo(TEXT);
        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk._usage().isMissing()).isTrue());
        assertThatUsageWasAskedUpstream(id);
    }

    @Test
    default void answersAResponse() {
        Response answer = client().responses().create(response());

        assertThat(text(answer)).isEqualTo(TEXT);
        assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
    }

    @Test
    default void streamsAResponse() {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        List<ResponseStreamEvent> events;
        try (StreamResponse<ResponseStreamEvent> stream = client().responses().createStreaming(response())) {
            events = stream.stream().peek(accumulator::accumulate).toList();
        }

        assertThat(events.getFirst().isCreated()).isTrue();
        assertThat(events.getLast().isCompleted()).isTrue();
        assertThat(text(accumulator.response())).isEqualTo(TEXT);
        assertThat(accumulator.response().usage()).isPresent();
    }

    private static CompletionCreateParams prompt(String id) {
        return CompletionCreateParams.builder()
                .model("sim-echo")
                .prompt(TEXT)
                .putAdditionalHeader("X-Request-Id", id)
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder().model("sim-echo").input(TEXT).build();
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private void assertThatUsageWasAskedUpstream(String id) {
        assertThat(upstream().one(id).json().at("/stream_options/include_usage").asBoolean())
                .isTrue();
    }

    private static void assertThatToolIsCalled(ChatCompletion answer) {
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessageFunctionToolCall call =
                choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().name()).isEqualTo("lock_depth");
        assertThat(call.function().arguments()).isEqualTo("{\"town\":\"Saverne\"}");
        assertThat(call.id()).isNotEmpty();
    }

    private static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    private static String text(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(ResponseOutputText::text)
                .collect(Collectors.joining());
    }
}
