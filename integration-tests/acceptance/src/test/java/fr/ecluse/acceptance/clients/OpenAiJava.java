package fr.ecluse.acceptance.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls with OpenAI's library for Java, as its documentation shows them. */
final class OpenAiJava {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private OpenAiJava() {}

    /** A client that does not retry, so that a test sees the first error. */
    static OpenAIClient client(String baseUrl, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .maxRetries(0)
                .timeout(LIMIT)
                .build();
    }

    /** A question to a model, under an id by which its traces are found. */
    static ChatCompletionCreateParams.Builder question(String model, String text, String requestId) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(text)
                .putAdditionalHeader("X-Request-Id", requestId);
    }

    /** A question that the model has to answer with a call of the function {@code lock_depth}. */
    static ChatCompletionCreateParams questionForTool(String model, String town, String requestId) {
        return question(model, town, requestId)
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("lock_depth")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                                "properties", JsonValue.from(Map.of("town", Map.of("type", "string"))))
                                        .putAdditionalProperty("required", JsonValue.from(List.of("town")))
                                        .build())
                                .build())
                        .build())
                .toolChoice(ChatCompletionNamedToolChoice.builder()
                        .function(ChatCompletionNamedToolChoice.Function.builder()
                                .name("lock_depth")
                                .build())
                        .build())
                .build();
    }
}
