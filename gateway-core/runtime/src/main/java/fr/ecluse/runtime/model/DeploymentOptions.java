package fr.ecluse.runtime.model;

import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.net.URI;
import java.util.Optional;

/** One place that serves a model alias. */
public record DeploymentOptions(
        @Option("Its name in headers, metrics and logs.") String id,

        @Option(value = "How it speaks; openai is any OpenAI-compatible server.", byDefault = "openai")
        Provider provider,

        @Option("Where it is, with its /v1, like the base URL of an SDK.")
        URI baseUrl,

        @Option("The key that the gateway shows there.") Optional<SecretRef> apiKey,

        @Option("What the model is called there; the alias if not said.")
        Optional<String> model,

        @Option("The zone that it runs in.") String zone,

        @Option("What its tokens cost; answers then say what they cost in usage.cost.")
        Optional<Price> price) {

    /** The kinds of provider. */
    public enum Provider {
        OPENAI
    }

    public DeploymentOptions {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("id is letters, digits, dots, hyphens: '" + id + "'");
        }
        requireHttp(baseUrl);
    }

    static void requireHttp(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("base-url is http(s)://host[:port]/path, without user or query");
        }
    }
}
