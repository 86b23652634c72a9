package fr.ecluse.testkit;

import fr.ecluse.spi.Operation;
import fr.ecluse.spi.json.TextWalker;
import java.util.List;
import java.util.Locale;

/** An operation of a contract that stands in a test. Compared by identity, as the gateway's are. */
public final class FakeOperation implements Operation {

    private static final String CONTRACT = """
            {
              "openapi": "3.1.0",
              "info": { "title": "Test", "version": "1" },
              "paths": {
                "/chat/completions": {
                  "post": {
                    "operationId": "createChatCompletion",
                    "requestBody": {
                      "required": true,
                      "content": { "application/json": { "schema": { "type": "object" } } }
                    },
                    "responses": { "200": { "description": "An answer." } }
                  }
                }
              }
            }
            """;

    private final String id;
    private final String method;
    private final String relativePath;
    private final String contract;
    private final TextWalker requestTexts;

    private FakeOperation(String id, String method, String relativePath, String contract, TextWalker requestTexts) {
        this.id = id;
        this.method = method;
        this.relativePath = relativePath;
        this.contract = contract;
        this.requestTexts = requestTexts;
    }

    /** A chat operation whose contract takes any JSON object. */
    public static FakeOperation chat() {
        return of("createChatCompletion", "POST", "/chat/completions", CONTRACT)
                .withStructure("$.model", "$.messages[*].role");
    }

    /**
     * An operation of a contract.
     *
     * @param id its {@code operationId}
     * @param method in capitals
     * @param relativePath as it stands in the contract
     * @param contract the whole contract, as JSON
     */
    public static FakeOperation of(String id, String method, String relativePath, String contract) {
        return new FakeOperation(id, method, relativePath, contract, TextWalker.except(List.of()));
    }

    /** The same operation, where strings at these paths of a request are structure, not text. */
    public FakeOperation withStructure(String... paths) {
        return new FakeOperation(id, method, relativePath, contract, TextWalker.except(List.of(paths)));
    }

    @Override
    public String api() {
        return "test";
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String action() {
        return id;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return "/v1" + relativePath;
    }

    @Override
    public String relativePath() {
        return relativePath;
    }

    @Override
    public String contract() {
        return contract;
    }

    @Override
    public String pointer() {
        return "/paths/" + relativePath.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    }

    @Override
    public TextWalker requestTexts() {
        return requestTexts;
    }

    @Override
    public ErrorShape errors() {
        return ErrorShape.OPENAI;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
