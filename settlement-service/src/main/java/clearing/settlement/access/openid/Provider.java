package clearing.settlement.access.openid;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The identity provider over HTTP: its discovery document (OpenID Connect Discovery 1.0), its keys and its token endpoint. No redirect
 * is followed and no answer is read past its bound; blocks, so it belongs on a virtual thread.
 */
final class Provider {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration KEYS_AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final int MAX_BYTES = 1 << 20;

    private final OpenIdTerms terms;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Endpoints> endpoints = Optional.empty();
    private JWKSet keys = new JWKSet();
    private Instant keysAsked = Instant.MIN;

    /** Addresses that the discovery document names. */
    record Endpoints(URI authorization, URI token, URI keys) {}

    Provider(OpenIdTerms terms, InstantSource clock) {
        this.terms = terms;
        this.clock = clock;
    }

    Endpoints endpoints() {
        lock.lock();
        try {
            if (endpoints.isEmpty()) {
                endpoints = Optional.of(discover());
            }
            return endpoints.get();
        } finally {
            lock.unlock();
        }
    }

    private Endpoints discover() {
        String issuer = terms.issuer().toString();
        JsonObject document =
                get(URI.create((issuer.endsWith("/") ? issuer : issuer + "/") + ".well-known/openid-configuration"));
        if (!issuer.equals(document.getString("issuer"))) {
            throw new ProviderAway("the discovery document is of another issuer");
        }
        return new Endpoints(
                address(document, "authorization_endpoint"),
                address(document, "token_endpoint"),
                address(document, "jwks_uri"));
    }

    private static URI address(JsonObject document, String field) {
        try {
            URI address = URI.create(document.getString(field, ""));
            OpenIdTerms.requireSafe(field, address);
            return address;
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new ProviderAway("the discovery document has no usable " + field, e);
        }
    }

    /** The keys known so far, asked for again when {@code keyId} is not among them, though not more often than each minute. */
    JWKSet keys(String keyId) {
        URI address = endpoints().keys();
        lock.lock();
        try {
            boolean known = keys.getKeys().stream().anyMatch(key -> keyId.equals(key.getKeyID()));
            Instant now = clock.instant();
            if (!known
                    && (keysAsked.equals(Instant.MIN)
                            || keysAsked.plus(KEYS_AT_MOST_EVERY).isBefore(now))) {
                keysAsked = now;
                keys = JWKSet.parse(get(address).encode()).toPublicJWKSet();
            }
            return keys;
        } catch (ParseException e) {
            throw new ProviderAway("the provider's keys cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    /** Exchanges a code; the identity token as the provider wrote it. */
    String identityToken(String code, String verifier) throws OpenIdRefused {
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                terms.redirect().toString(),
                "client_id",
                terms.clientId(),
                "code_verifier",
                verifier);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoints().token())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        terms.clientSecret()
                .ifPresent(secret -> request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((encoded(terms.clientId()) + ":" + encoded(secret))
                                                .getBytes(StandardCharsets.UTF_8))));
        Reply reply = send(request.build());
        if (reply.status() == 400 || reply.status() == 401) {
            throw new OpenIdRefused("the provider does not accept the code");
        }
        return Optional.ofNullable(reply.json().getString("id_token"))
                .orElseThrow(() -> new OpenIdRefused("the provider gave no identity token"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonObject get(URI address) {
        Reply reply = send(HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build());
        if (reply.status() != 200) {
            throw new ProviderAway("the provider answers " + reply.status());
        }
        return reply.json();
    }

    private record Reply(int status, byte[] body) {
        JsonObject json() {
            try {
                return new JsonObject(new String(body, StandardCharsets.UTF_8));
            } catch (DecodeException e) {
                throw new ProviderAway("the provider's answer is not JSON", e);
            }
        }
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new ProviderAway("the provider's answer is too long");
                }
                return new Reply(response.statusCode(), bytes);
            }
        } catch (IOException e) {
            throw new ProviderAway("the provider cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway("interrupted while asking the provider", e);
        }
    }
}
