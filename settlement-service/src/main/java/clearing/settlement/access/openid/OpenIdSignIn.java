package clearing.settlement.access.openid;

import clearing.kernel.codec.Bytes;
import clearing.settlement.access.Access;
import clearing.settlement.access.SignIn;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The two halves of a sign-in at the provider. What is between them is in the database, so any process of the member can finish it. */
public final class OpenIdSignIn {
    private static final Duration TIME_TO_SIGN_IN = Duration.ofMinutes(10);

    private final OpenIdTerms terms;
    private final Provider provider;
    private final IdentityTokens tokens;
    private final Access access;
    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param terms what was agreed with the provider
     * @param access begins the session
     * @param database the member's
     * @param clock time of attempts and tokens
     * @param random source of state, nonce and verifier
     */
    public OpenIdSignIn(OpenIdTerms terms, Access access, Database database, InstantSource clock, SecureRandom random) {
        this.terms = terms;
        this.provider = new Provider(terms, clock);
        this.tokens = new IdentityTokens(terms, provider, clock);
        this.access = access;
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A sign-in that has begun.
     *
     * @param address where the browser goes
     * @param browser secret for a cookie, which binds the answer to this browser
     */
    public record Begun(String address, String browser) {
        @Override
        public String toString() {
            return "Begun[]";
        }
    }

    private record Attempt(String nonce, String verifier) {}

    /** Name of the provider, for people. */
    public String name() {
        return terms.name();
    }

    /**
     * Begins a sign-in.
     *
     * @throws ProviderAway when the provider does not answer
     */
    public Begun begin() {
        Provider.Endpoints endpoints = provider.endpoints();
        String state = secret();
        String browser = secret();
        Attempt attempt = new Attempt(secret(), secret());
        Instant now = clock.instant();
        database.write(connection -> {
            Rows.update(connection, "delete from openid_attempt where expires_at < ?", now);
            return Rows.update(
                    connection,
                    "insert into openid_attempt (state_hash, browser_hash, nonce, verifier, expires_at) values (?, ?, ?, ?, ?)",
                    sha256(state),
                    sha256(browser),
                    attempt.nonce(),
                    attempt.verifier(),
                    now.plus(TIME_TO_SIGN_IN));
        });
        String separator = endpoints.authorization().getQuery() == null ? "?" : "&";
        String address = endpoints.authorization() + separator + "response_type=code&scope=openid+profile&client_id="
                + Provider.encoded(terms.clientId()) + "&redirect_uri="
                + Provider.encoded(terms.redirect().toString()) + "&state=" + state + "&nonce=" + attempt.nonce()
                + "&code_challenge_method=S256&code_challenge="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(attempt.verifier()));
        return new Begun(address, browser);
    }

    /**
     * Finishes a sign-in. An attempt is used up whatever comes of it.
     *
     * @param state as the provider gave it back
     * @param code as the provider gave it
     * @param browser value of the browser's cookie
     * @throws OpenIdRefused when anything does not fit; the audit log has the reason
     * @throws ProviderAway when the provider does not answer
     */
    public SignIn.Done finish(String state, String code, String browser) throws OpenIdRefused {
        try {
            Optional<Attempt> attempt = take(state, browser);
            if (attempt.isEmpty()) {
                throw new OpenIdRefused("no sign-in of this browser waits for this answer");
            }
            String token = provider.identityToken(code, attempt.get().verifier());
            return access.signIn(tokens.check(token, attempt.get().nonce()));
        } catch (OpenIdRefused e) {
            access.record("anyone", "SIGN_IN_REFUSED", e.reason());
            throw e;
        }
    }

    private Optional<Attempt> take(String state, String browser) {
        return database.write(connection -> Rows.first(
                connection,
                "delete from openid_attempt where state_hash = ? and browser_hash = ? and expires_at > ?"
                        + " returning nonce, verifier",
                List.of(sha256(state), sha256(browser), clock.instant()),
                row -> new Attempt(row.getString(1), row.getString(2))));
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        return Bytes.sha256(text.getBytes(StandardCharsets.US_ASCII));
    }
}
