package clearing.settlement.access.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.SignIn;
import clearing.settlement.access.UserRole;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpenIdSignInTest {
    private final TestProvider provider = TestProvider.start();
    private Database database;
    private Access access;
    private OpenIdSignIn openId;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.fresh(), 4);
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        access = new Access(database, new AuditLog(clock), new Passwords(random, 1_000), clock, random);
        openId = new OpenIdSignIn(provider.terms(), access, database, clock, random);
    }

    @AfterEach
    void close() {
        provider.close();
        database.close();
    }

    private SignIn.Done signIn(String subject, List<String> groups) throws OpenIdRefused {
        OpenIdSignIn.Begun begun = openId.begin();
        return finish(begun, provider.grant(begun.address(), subject, groups), begun.browser());
    }

    private SignIn.Done finish(OpenIdSignIn.Begun begun, String query, String browser) throws OpenIdRefused {
        String[] parts = query.substring(1).split("[=&]");
        assertThat(begun.address()).startsWith(provider.issuer() + "/authorize?response_type=code");
        return openId.finish(parts[3], parts[1], browser);
    }

    @Test
    void a_person_signs_in_with_the_roles_of_the_groups_of_now() throws OpenIdRefused {
        SignIn.Done first = signIn("ada", List.of("desk", "canteen"));
        assertThat(first.principal().user()).isEqualTo("ada");
        assertThat(first.principal().roles()).containsExactly(UserRole.OPERATOR);
        assertThat(access.principal(first.token())).isPresent();

        SignIn.Done later = signIn("ada", List.of("control"));
        assertThat(later.principal().user()).isEqualTo("ada");
        assertThat(later.principal().roles()).containsExactly(UserRole.APPROVER);
        assertThat(access.principal(first.token()).orElseThrow().roles()).containsExactly(UserRole.APPROVER);
    }

    @Test
    void a_name_that_a_local_user_has_is_not_taken_over() throws OpenIdRefused {
        access.put("test", "ada", "correct horse battery".toCharArray(), Set.of(UserRole.AUDITOR));
        SignIn.Done done = signIn("ada", List.of("desk"));
        assertThat(done.principal().user()).matches("ada-[0-9a-f]{12}");
        assertThat(done.principal().roles()).containsExactly(UserRole.OPERATOR);
    }

    @Test
    void nobody_signs_in_by_password_as_a_person_of_the_provider() throws OpenIdRefused {
        signIn("ada", List.of("desk"));
        assertThat(access.signIn("ada", "".toCharArray())).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void an_answer_is_taken_once_and_only_in_the_browser_that_asked() throws OpenIdRefused {
        OpenIdSignIn.Begun begun = openId.begin();
        String query = provider.grant(begun.address(), "ada", List.of("desk"));
        assertThatThrownBy(() -> finish(begun, query, openId.begin().browser())).isInstanceOf(OpenIdRefused.class);
        assertThat(finish(begun, query, begun.browser()).principal().user()).isEqualTo("ada");
        assertThatThrownBy(() -> finish(begun, query, begun.browser())).isInstanceOf(OpenIdRefused.class);
    }

    @Test
    void a_person_of_no_known_group_is_refused_and_the_reason_is_audited() {
        assertThatThrownBy(() -> signIn("ada", List.of("canteen"))).isInstanceOf(OpenIdRefused.class);
        String reason = database.read(connection -> Rows.first(
                        connection,
                        "select subject from audit where action = 'SIGN_IN_REFUSED'",
                        List.of(),
                        row -> row.getString(1))
                .orElseThrow());
        assertThat(reason).isEqualTo("none of the person's groups has a role here");
        assertThat(access.users()).isEmpty();
    }

    @Test
    void tokens_that_do_not_hold_are_refused() throws JOSEException {
        RSAKey other = new RSAKeyGenerator(2048).keyID("k1").generate();
        Instant now = Instant.now();
        Map<String, BiFunction<JWTClaimsSet.Builder, RSAKey, String>> bad = Map.of(
                "no signature", (claims, key) -> new PlainJWT(claims.build()).serialize(),
                "signed with the public key as a shared secret", OpenIdSignInTest::shared,
                "signed by another key of the same name", (claims, key) -> provider.sign(claims, other),
                "that brings its own key", (claims, key) -> embedded(claims, other),
                "another issuer", (claims, key) -> provider.sign(claims.issuer("https://elsewhere.example"), key),
                "another audience", (claims, key) -> provider.sign(claims.audience("another"), key),
                "two audiences, authorised for the other",
                        (claims, key) -> provider.sign(
                                claims.audience(List.of(TestProvider.CLIENT, "another"))
                                        .claim("azp", "another"),
                                key),
                "another nonce", (claims, key) -> provider.sign(claims.claim("nonce", "guessed"), key),
                "expired",
                        (claims, key) ->
                                provider.sign(claims.expirationTime(Date.from(now.minus(Duration.ofHours(1)))), key),
                "without end", (claims, key) -> provider.sign(claims.expirationTime(null), key));
        bad.forEach((what, signer) -> {
            provider.signWith(signer);
            assertThatThrownBy(() -> signIn("ada", List.of("desk"))).as(what).isInstanceOf(OpenIdRefused.class);
        });
        assertThat(access.users()).isEmpty();
    }

    private static String shared(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims.build());
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String embedded(JWTClaimsSet.Builder claims, RSAKey own) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k9")
                            .jwk(own.toPublicJWK())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(own));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_provider_is_used_over_tls_only() {
        OpenIdTerms terms = provider.terms();
        for (String issuer : List.of("http://login.example", "ftp://127.0.0.1", "https://ada@login.example")) {
            assertThatThrownBy(() -> new OpenIdTerms(
                            terms.name(),
                            URI.create(issuer),
                            terms.clientId(),
                            Optional.empty(),
                            terms.redirect(),
                            terms.rolesClaim(),
                            terms.roles()))
                    .as(issuer)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_provider_that_is_away_is_told_so() {
        provider.close();
        assertThatThrownBy(openId::begin).isInstanceOf(ProviderAway.class);
    }
}
