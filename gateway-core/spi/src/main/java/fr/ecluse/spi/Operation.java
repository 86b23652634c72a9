package fr.ecluse.spi;

import fr.ecluse.spi.json.TextWalker;

/** An operation of a contract. The same object for every exchange of one version of the contract. */
public interface Operation {

    /** The id of the API that it belongs to, such as {@code ai}. */
    String api();

    /** The {@code operationId} of the contract. */
    String id();

    /** The kind of action that it is, such as {@code chat}; its id, where the contract does not say. */
    String action();

    /** The HTTP method, in capitals. */
    String method();

    /** The whole path as a template, server prefix included: {@code /v1/models/{model}}. */
    String path();

    /** The path within the contract, as an upstream of the same API knows it: {@code /models/{model}}. */
    String relativePath();

    /** The whole contract, as JSON. */
    String contract();

    /** Where in {@link #contract()} the operation stands, as a JSON pointer. */
    String pointer();

    /** Lists the texts of request bodies. */
    TextWalker requestTexts();

    /** The shape in which its errors are written. */
    ErrorShape errors();

    /** The shapes that clients of an endpoint expect errors in. */
    enum ErrorShape {
        OPENAI,
        ANTHROPIC,
        PROBLEM
    }

    /** The name used in logs and metrics: {@code ai/createChatCompletion}. */
    default String qualifiedName() {
        return api() + "/" + id();
    }
}
