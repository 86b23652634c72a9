package fr.ecluse.blackbox;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cookies as browsers keep them on loopback: also those that want a secure connection, because loopback is one. */
final class LoopbackCookies extends CookieManager {

    @Override
    public void put(URI from, Map<String, List<String>> headers) throws IOException {
        super.put(
                from,
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> withoutSecure(header.getValue()))));
    }

    private static List<String> withoutSecure(List<String> values) {
        return values.stream()
                .map(value -> value.replaceAll("(?i); *secure(?=;|$)", ""))
                .toList();
    }
}
