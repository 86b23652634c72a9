package fr.ecluse.spi;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request without its body, as the caller sent it.
 *
 * @param method the HTTP method
 * @param path the raw path, without the query
 * @param query the raw query, if there is one
 * @param headers all headers
 * @param pathParameters the decoded parameters of the operation's path template
 * @param clientAddress the caller's IP address; a forwarded one only if a trusted proxy says so
 * @param clientCertificate what the caller proved to hold on this connection, signed by an authority that the port
 *     trusts; empty without TLS here, also where a proxy in front ended it
 * @param languages the languages that the caller reads, most wanted first
 */
public record RequestHead(
        String method,
        String path,
        Optional<String> query,
        Headers headers,
        Map<String, String> pathParameters,
        String clientAddress,
        Optional<X509Certificate> clientCertificate,
        List<Locale> languages) {

    public RequestHead {
        pathParameters = Map.copyOf(pathParameters);
        languages = List.copyOf(languages);
    }
}
