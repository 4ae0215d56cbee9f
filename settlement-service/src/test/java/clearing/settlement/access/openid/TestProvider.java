package clearing.settlement.access.openid;

import clearing.settlement.access.UserRole;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** An identity provider on the loopback address that keeps to the protocol, or deviates from it as a test asks. */
public final class TestProvider implements AutoCloseable {
    static final String CLIENT = "clearing-desk";
    static final String SECRET = "not a secret";

    private final HttpServer server;
    private final RSAKey key;
    private final AtomicInteger codes = new AtomicInteger();
    private final Map<String, Granted> granted = new ConcurrentHashMap<>();
    private volatile BiFunction<JWTClaimsSet.Builder, RSAKey, String> signer = this::sign;

    private record Granted(String challenge, String nonce, String subject, List<String> groups) {}

    private TestProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext(
                "/keys",
                exchange -> answer(
                        exchange,
                        200,
                        new JsonObject(new JWKSet(key).toPublicJWKSet().toJSONObject())));
        server.createContext("/token", this::token);
        server.start();
    }

    /** Starts one on a free port. */
    public static TestProvider start() {
        try {
            return new TestProvider();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a service agrees on with it. */
    public OpenIdTerms terms() {
        return new OpenIdTerms(
                "Harbour staff",
                URI.create(issuer()),
                CLIENT,
                Optional.of(SECRET),
                URI.create("http://127.0.0.1:1" + OpenIdTerms.CALLBACK),
                "groups",
                Map.of("desk", UserRole.OPERATOR, "control", UserRole.APPROVER));
    }

    /** The person signs in at the provider: the query with which the browser is sent back. */
    public String grant(String authorizationAddress, String subject, List<String> groups) {
        Map<String, String> asked = form(URI.create(authorizationAddress).getRawQuery());
        String code = "code-" + codes.incrementAndGet();
        granted.put(
                code,
                new Granted(
                        asked.getOrDefault("code_challenge", ""),
                        asked.getOrDefault("nonce", ""),
                        subject,
                        List.copyOf(groups)));
        return "?code=" + code + "&state=" + asked.get("state");
    }

    /** Makes identity tokens otherwise from now on. */
    void signWith(BiFunction<JWTClaimsSet.Builder, RSAKey, String> other) {
        signer = other;
    }

    /** The usual way. */
    String sign(JWTClaimsSet.Builder claims, RSAKey with) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims.build());
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/keys");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Optional<Granted> grant = Optional.ofNullable(granted.remove(form.getOrDefault("code", "")));
        boolean known = ("Basic "
                        + Base64.getEncoder()
                                .encodeToString((CLIENT + ":not+a+secret").getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (grant.isEmpty() || !known || !grant.get().challenge().equals(challenge(form.get("code_verifier")))) {
            answer(exchange, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject(grant.get().subject())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", grant.get().nonce())
                .claim("preferred_username", grant.get().subject())
                .claim("groups", grant.get().groups());
        answer(exchange, 200, new JsonObject().put("id_token", signer.apply(claims, key)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(encoded.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .forEach(pair ->
                        fields.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toBuffer().getBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
