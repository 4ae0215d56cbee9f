package clearing.settlement.access.openid;

import clearing.settlement.access.Identity;
import clearing.settlement.access.UserRole;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks identity tokens as OpenID Connect Core 1.0, 3.1.3.7 and RFC 8725 ask: one family of algorithms, keys from the provider alone
 * whatever the header says of others, issuer, audience, authorised party, nonce and times.
 */
final class IdentityTokens {
    private static final int SKEW_SECONDS = 60;
    private static final int LONGEST = 16_384;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final OpenIdTerms terms;
    private final Provider provider;
    private final InstantSource clock;

    IdentityTokens(OpenIdTerms terms, Provider provider, InstantSource clock) {
        this.terms = terms;
        this.provider = provider;
        this.clock = clock;
    }

    /** Whose token this is. */
    Identity check(String token, String nonce) throws OpenIdRefused {
        try {
            if (token.length() > LONGEST) {
                throw new OpenIdRefused("the identity token is too long");
            }
            SignedJWT signed = SignedJWT.parse(token);
            String keyId = Objects.toString(signed.getHeader().getKeyID(), "");
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(provider.keys(keyId))));
            processor.setJWTClaimsSetVerifier(new Claims(nonce));
            return identity(processor.process(signed, null));
        } catch (ParseException e) {
            throw new OpenIdRefused("the identity token cannot be read", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new OpenIdRefused("the identity token does not hold: " + e.getMessage(), e);
        }
    }

    private Identity identity(JWTClaimsSet claims) throws OpenIdRefused, ParseException {
        if (claims.getAudience().size() > 1 && !terms.clientId().equals(Objects.toString(claims.getClaim("azp"), ""))) {
            throw new OpenIdRefused("the identity token is for somebody else");
        }
        Set<UserRole> roles = EnumSet.noneOf(UserRole.class);
        groups(claims).forEach(group -> {
            for (Map.Entry<String, UserRole> role : terms.roles().entrySet()) {
                if (role.getKey().equals(group)) {
                    roles.add(role.getValue());
                }
            }
        });
        if (roles.isEmpty()) {
            throw new OpenIdRefused("none of the person's groups has a role here");
        }
        String subject = claims.getSubject();
        if (subject.isEmpty() || subject.length() > 255) {
            throw new OpenIdRefused("the identity token names no usable subject");
        }
        String preferred = Objects.toString(claims.getClaim("preferred_username"), "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]", "-");
        return new Identity(terms.issuer().toString(), subject, preferred, roles);
    }

    private List<String> groups(JWTClaimsSet claims) {
        return switch (claims.getClaim(terms.rolesClaim())) {
            case String one -> List.of(one);
            case List<?> many ->
                many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }

    /** Times are the service's own, so that a test can set them. */
    private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        Claims(String nonce) {
            super(
                    terms.clientId(),
                    new JWTClaimsSet.Builder()
                            .issuer(terms.issuer().toString())
                            .claim("nonce", nonce)
                            .build(),
                    Set.of("sub", "iat", "exp"));
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
