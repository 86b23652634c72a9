package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.response;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static fr.ecluse.simulator.RunningSimulator.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ToolCallsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static final String WEATHER_SCHEMA = """
            {"type": "object", "required": ["city", "days"], "properties": {
                "city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"type": "string"}}}
            """;
    private static final String ARGUMENTS = "{\"city\":\"Nancy\",\"days\":1}";

    private static JsonObject chatWithTools(Object choice) {
        JsonArray tools = new JsonArray()
                .add(chatTool("get_time", new JsonObject()))
                .add(chatTool("get_weather", new JsonObject(WEATHER_SCHEMA)));
        return chat("sim-echo", "Nancy").put("tools", tools).put("tool_choice", choice);
    }

    private static JsonObject chatTool(String name, JsonObject schema) {
        JsonObject function = new JsonObject().put("name", name).put("parameters", schema);
        return new JsonObject().put("type", "function").put("function", function);
    }

    private static JsonObject responseWithTools(Object input, Object choice) {
        JsonObject tool = new JsonObject()
                .put("type", "function")
                .put("name", "get_weather")
                .put("parameters", new JsonObject(WEATHER_SCHEMA));
        return response("sim-echo", input)
                .put("tools", new JsonArray().add(tool))
                .put("tool_choice", choice);
    }

    private static final JsonObject WEATHER =
            new JsonObject("{\"type\": \"function\", \"function\": {\"name\": \"get_weather\"}}");

    private static JsonObject firstChoice(JsonObject answer) {
        return answer.getJsonArray("choices").getJsonObject(0);
    }

    @Test
    void aChatCallsTheToolThatIsNamed() {
        JsonObject choice = firstChoice(SIMULATOR.answer(CHAT, chatWithTools(WEATHER)));
        assertThat(choice.getString("finish_reason")).isEqualTo("tool_calls");
        JsonObject message = choice.getJsonObject("message");
        assertThat(message.getValue("content")).isNull();
        assertThat(message.getJsonArray("tool_calls")).hasSize(1);
        JsonObject call = message.getJsonArray("tool_calls").getJsonObject(0);
        assertThat(call.getString("id")).startsWith("call_");
        assertThat(call.getString("type")).isEqualTo("function");
        assertThat(call.getJsonObject("function"))
                .isEqualTo(new JsonObject().put("name", "get_weather").put("arguments", ARGUMENTS));
    }

    @Test
    void aChatThatMustCallCallsTheFirstTool() {
        JsonObject message =
                firstChoice(SIMULATOR.answer(CHAT, chatWithTools("required"))).getJsonObject("message");
        assertThat(message.getJsonArray("tool_calls").getJsonObject(0).getJsonObject("function"))
                .isEqualTo(new JsonObject().put("name", "get_time").put("arguments", "{}"));
    }

    @Test
    void aChatThatMayCallDoesNotUnlessTold() {
        assertThat(firstChoice(SIMULATOR.answer(CHAT, chatWithTools("auto"))).getString("finish_reason"))
                .isEqualTo("stop");
        JsonObject told = chatWithTools("auto").put("sim", sim("tool_calls", 3));
        JsonArray calls = firstChoice(SIMULATOR.answer(CHAT, told))
                .getJsonObject("message")
                .getJsonArray("tool_calls");
        assertThat(calls.stream()
                        .map(call ->
                                ((JsonObject) call).getJsonObject("function").getString("name")))
                .containsExactly("get_time", "get_weather", "get_time");
        assertThat(calls.stream()
                        .map(call -> ((JsonObject) call).getString("id"))
                        .distinct())
                .hasSize(3);
        JsonObject none = chatWithTools("none").put("sim", sim("tool_calls", 3));
        assertThat(firstChoice(SIMULATOR.answer(CHAT, none)).getString("finish_reason"))
                .isEqualTo("stop");
    }

    @Test
    void aStreamedCallComesInPieces() {
        // When
        List<ServerEvent> events = SIMULATOR.events(CHAT, chatWithTools(WEATHER));
        // Then the call is opened
        assertThat(events.get(0).delta()).isEqualTo(new JsonObject("""
                {"role": "assistant", "content": null, "refusal": null}
                """));
        JsonObject opening = events.get(1).delta().getJsonArray("tool_calls").getJsonObject(0);
        assertThat(opening.getString("id")).startsWith("call_");
        opening.remove("id");
        assertThat(opening).isEqualTo(new JsonObject("""
                {"index": 0, "type": "function", "function": {"name": "get_weather", "arguments": ""}}
                """));
        // And its arguments follow
        List<JsonObject> pieces = events.subList(2, events.size() - 2).stream()
                .map(event -> event.delta().getJsonArray("tool_calls").getJsonObject(0))
                .toList();
        assertThat(pieces)
                .hasSizeGreaterThan(3)
                .allSatisfy(piece -> assertThat(piece.fieldNames()).containsExactly("index", "function"));
        assertThat(pieces.stream()
                        .map(piece -> piece.getJsonObject("function").getString("arguments"))
                        .collect(Collectors.joining()))
                .isEqualTo(ARGUMENTS);
        assertThat(events.get(events.size() - 2).choice().getString("finish_reason"))
                .isEqualTo("tool_calls");
    }

    @Test
    void streamedCallsAreNumbered() {
        List<ServerEvent> events =
                SIMULATOR.events(CHAT, chatWithTools("required").put("sim", sim("tool_calls", 2)));
        assertThat(events.stream()
                        .filter(event -> !event.isDone() && event.delta().containsKey("tool_calls"))
                        .map(event -> event.delta().getJsonArray("tool_calls").getJsonObject(0))
                        .filter(call -> call.containsKey("id"))
                        .map(call -> call.getInteger("index")))
                .containsExactly(0, 1);
    }

    @Test
    void aResultOfAToolIsAnsweredInText() {
        JsonObject request = chatWithTools("required");
        request.getJsonArray("messages")
                .add(new JsonObject("""
                {"role": "assistant", "content": null, "tool_calls": [
                    {"id": "call_1", "type": "function", "function": {"name": "get_time", "arguments": "{}"}}]}
                """))
                .add(new JsonObject()
                        .put("role", "tool")
                        .put("tool_call_id", "call_1")
                        .put("content", "12:30"));
        JsonObject choice = firstChoice(SIMULATOR.answer(CHAT, request));
        assertThat(choice.getJsonObject("message").getString("content")).isEqualTo("The tool answered: 12:30");
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
    }

    @Test
    void aResponseCallsTheTool() {
        JsonObject named = new JsonObject().put("type", "function").put("name", "get_weather");
        for (Object choice : List.of("required", named)) {
            JsonObject answer = SIMULATOR.answer(RESPONSES, responseWithTools("Nancy", choice));
            JsonObject item = answer.getJsonArray("output").getJsonObject(0);
            assertThat(answer.getJsonArray("output")).hasSize(1);
            assertThat(item.getString("id")).startsWith("fc_");
            assertThat(item.getString("call_id")).startsWith("call_");
            assertThat(item.getString("type")).isEqualTo("function_call");
            assertThat(item.getString("status")).isEqualTo("completed");
            assertThat(item.getString("name")).isEqualTo("get_weather");
            assertThat(item.getString("arguments")).isEqualTo(ARGUMENTS);
        }
    }

    @Test
    void aStreamedResponseCallsTheTool() {
        // When
        List<JsonObject> events = SIMULATOR.events(RESPONSES, responseWithTools("Nancy", "required")).stream()
                .map(ServerEvent::json)
                .toList();
        // Then
        assertThat(events.stream().map(event -> event.getString("type")).distinct())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        JsonObject opened = events.get(2).getJsonObject("item");
        assertThat(opened.getString("arguments")).isEmpty();
        assertThat(opened.getString("name")).isEqualTo("get_weather");
        List<JsonObject> deltas = events.stream()
                .filter(event -> event.getString("type").endsWith("arguments.delta"))
                .toList();
        assertThat(deltas)
                .hasSizeGreaterThan(3)
                .allSatisfy(delta -> assertThat(delta.getString("item_id")).isEqualTo(opened.getString("id")));
        assertThat(deltas.stream().map(delta -> delta.getString("delta")).collect(Collectors.joining()))
                .isEqualTo(ARGUMENTS);
        assertThat(events.get(events.size() - 3).getString("arguments")).isEqualTo(ARGUMENTS);
    }

    @Test
    void aToolResultInAResponseIsAnsweredInText() {
        JsonArray input = new JsonArray()
                .add(Requests.message("user", "Nancy"))
                .add(new JsonObject("""
                {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{}"}
                """))
                .add(new JsonObject("""
                {"type": "function_call_output", "call_id": "call_1", "output": "sunny"}
                """));
        JsonObject answer = SIMULATOR.answer(RESPONSES, responseWithTools(input, "required"));
        assertThat(answer.encode()).contains("The tool answered: sunny");
    }

    @Test
    void aChoiceThatCannotBeMetIsRefused() {
        JsonObject unknown = new JsonObject("{\"type\": \"function\", \"function\": {\"name\": \"nope\"}}");
        for (JsonObject request : List.of(
                chatWithTools(unknown), chat("sim-echo", "x").put("tool_choice", "required"), chatWithTools(7))) {
            HttpResponse<String> response = SIMULATOR.post(CHAT, request.encode());
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(new JsonObject(response.body()).getJsonObject("error").getString("param"))
                    .isEqualTo("tool_choice");
        }
    }
}
