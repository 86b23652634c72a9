package fr.ecluse.blackbox;

import fr.ecluse.acceptance.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a browser, who logs in at a realm through its identity provider. */
final class Citizen implements AutoCloseable {

    private static final String CLIENT = "portal";
    /** Nobody listens there: the browser does not go there. */
    private static final String BACK = "http://127.0.0.1:9/";

    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final URI issuer;
    private final String provider;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new LoopbackCookies())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Nothing happens yet.
     *
     * @param issuer the realm's address
     * @param provider the identity provider's name in the realm
     */
    Citizen(URI issuer, String provider) {
        this.issuer = issuer;
        this.provider = provider;
    }

    /** Begins to log in, and says where the identity provider is, with what it is asked. */
    URI isSentTo() {
        URI broker = location(send(login())).orElseThrow();
        return location(send(get(broker))).orElseThrow();
    }

    /**
     * Logs in at the identity provider, whose page asks for name and password.
     *
     * @return the access token that the realm gives
     * @throws IllegalStateException with the page that was shown instead, if the realm gives none
     */
    String logsIn(String name, String password) {
        HttpResponse<String> page = follow(send(get(isSentTo())));
        Matcher form = find(FORM, page.body());
        URI action = URI.create(form.group(1).replace("&amp;", "&"));
        HttpResponse<String> end = follow(send(post(action, Map.of("username", name, "password", password))));
        Matcher code = find(CODE, location(end).map(URI::toString).orElseGet(end::body));
        HttpResponse<String> token = send(post(
                URI.create(issuer + "/protocol/openid-connect/token"),
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", CLIENT,
                        "redirect_uri", BACK,
                        "code", code.group(1),
                        "code_verifier", verifier)));
        return Json.parse(token.body()).path("access_token").asString();
    }

    private HttpRequest login() {
        Map<String, String> query = Map.of(
                "client_id",
                CLIENT,
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                BACK,
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256",
                "kc_idp_hint",
                provider);
        return get(URI.create(issuer + "/protocol/openid-connect/auth?" + encoded(query)));
    }

    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes where it is sent, until it is shown a page or sent back to the client. */
    private HttpResponse<String> follow(HttpResponse<String> answer) {
        Optional<URI> next = location(answer).filter(to -> !to.toString().startsWith(BACK));
        return next.map(to -> follow(send(get(to)))).orElse(answer);
    }

    private static Optional<URI> location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").map(answer.uri()::resolve);
    }

    private static Matcher find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("shown instead: " + text);
        }
        return matcher;
    }

    private static HttpRequest get(URI page) {
        return HttpRequest.newBuilder(page).build();
    }

    private static HttpRequest post(URI action, Map<String, String> form) {
        return HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
    }
}
