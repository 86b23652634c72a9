package fr.ecluse.runtime.contract;

import fr.ecluse.spi.Operation;
import fr.ecluse.spi.json.TextWalker;
import java.util.List;

/**
 * One operation of a {@link Contract}. Compared by identity: a new version of a contract has new operations.
 */
public final class ContractOperation implements Operation {

    private final String api;
    private final String id;
    private final String action;
    private final String method;
    private final String basePath;
    private final String relativePath;
    private final String contract;
    private final String pointer;
    private final Contract.Terms terms;
    private final TextWalker requestTexts;

    ContractOperation(
            String api,
            String id,
            String action,
            String method,
            String basePath,
            String relativePath,
            String contract,
            String pointer,
            Contract.Terms terms,
            TextWalker requestTexts) {
        this.api = api;
        this.id = id;
        this.action = action;
        this.method = method;
        this.basePath = basePath;
        this.relativePath = relativePath;
        this.contract = contract;
        this.pointer = pointer;
        this.terms = terms;
        this.requestTexts = requestTexts;
    }

    @Override
    public String api() {
        return api;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String action() {
        return action;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return basePath + (relativePath.equals("/") && !basePath.isEmpty() ? "" : relativePath);
    }

    /** The paths that it answers at: the root of a contract is asked for with and without its slash. */
    public List<String> paths() {
        boolean root = relativePath.equals("/") && !path().endsWith("/");
        return root ? List.of(path(), path() + "/") : List.of(path());
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
        return pointer;
    }

    @Override
    public TextWalker requestTexts() {
        return requestTexts;
    }

    @Override
    public ErrorShape errors() {
        return terms.errors();
    }

    /** What the contract says about all its operations, with what it adds for this one. */
    public Contract.Terms terms() {
        return terms;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
