package fr.ecluse.acceptance.edge;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a browser sends on behalf of a script, and what it looks for in the answer. */
record Browser(ApiClient client, String origin) {

    /** One that runs a script of a site. */
    static Browser of(ApiClient client, String origin) {
        return new Browser(client, origin);
    }

    /** Asks whether the script may post JSON with a key. */
    ApiAnswer preflight(String path) {
        return client.send(
                "OPTIONS",
                path,
                Optional.empty(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    ApiAnswer get(String path) {
        return client.get(path, "Origin", origin);
    }

    ApiAnswer chat(String body) {
        return client.post(Chats.PATH, body, "Origin", origin);
    }

    /** The names of all headers that tell a browser what a script may do. */
    static List<String> permissions(ApiAnswer answer) {
        return answer.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("access-control-"))
                .toList();
    }
}
