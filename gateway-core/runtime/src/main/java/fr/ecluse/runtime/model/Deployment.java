package fr.ecluse.runtime.model;

import fr.ecluse.spi.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * One place that serves a model.
 *
 * @param id its name
 * @param baseUrl with its {@code /v1}, without a slash at the end
 * @param key what the gateway shows there
 * @param model what the model is called there
 * @param zone where it runs
 * @param price what its tokens cost, if that is known
 */
public record Deployment(
        String id, URI baseUrl, Optional<Secret> key, String model, String zone, Optional<Price> price) {

    public String host() {
        return baseUrl.getHost();
    }

    public int port() {
        if (baseUrl.getPort() >= 0) {
            return baseUrl.getPort();
        }
        return isTls() ? 443 : 80;
    }

    public boolean isTls() {
        return baseUrl.getScheme().equals("https");
    }

    /** The path of an operation there. */
    public String path(String relativePath) {
        String base = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + relativePath;
    }
}
