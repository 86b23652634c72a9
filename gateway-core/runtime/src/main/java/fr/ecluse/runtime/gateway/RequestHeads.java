package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.Headers;
import fr.ecluse.spi.RequestHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Reads the heads of requests, believing no more of them than is safe. */
final class RequestHeads {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{8,128}");
    private static final int MAX_LANGUAGES = 200;

    private final TrustedProxies proxies;

    RequestHeads(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    RequestHead of(HttpServerRequest request, String path, Map<String, String> pathParameters) {
        return new RequestHead(
                request.method().name(),
                path,
                Optional.ofNullable(request.query()),
                headers(request.headers()),
                pathParameters,
                clientAddress(request),
                clientCertificate(request),
                languages(request));
    }

    /** Name by name, because on HTTP/2 the server's own list of entries has only the first value of each. */
    private static Headers headers(MultiMap received) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(received.size());
        for (String name : received.names()) {
            for (String value : received.getAll(name)) {
                entries.add(Map.entry(name, value));
            }
        }
        return Headers.of(entries);
    }

    /** The caller's request id where it is well formed, else a new one. It identifies; it is no secret. */
    String id(HttpServerRequest request) {
        String given = request.getHeader("X-Request-Id");
        if (given != null && ID.matcher(given).matches()) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + Long.toUnsignedString(random.nextLong(), 36) + Long.toUnsignedString(random.nextLong(), 36);
    }

    List<Locale> languages(HttpServerRequest request) {
        String accept = request.getHeader("Accept-Language");
        if (accept == null || accept.length() > MAX_LANGUAGES) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(accept).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Optional<X509Certificate> clientCertificate(HttpServerRequest request) {
        if (!request.isSSL()) {
            return Optional.empty();
        }
        try {
            return request.connection().peerCertificates().stream()
                    .findFirst()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it showed none
        }
    }

    /** The last address in X-Forwarded-For that a trusted proxy vouches for; the peer's own where none does. */
    private String clientAddress(HttpServerRequest request) {
        String peer =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        if (peer == null || proxies.isEmpty() || !proxies.trust(peer)) {
            return peer == null ? "" : peer;
        }
        String address = peer;
        List<String> hops = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            if (!proxies.trust(address) || !TrustedProxies.isAddress(hop)) {
                break;
            }
            address = hop;
        }
        return address;
    }
}
