/** Signing in at an identity provider: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636). */
@NullMarked
package clearing.settlement.access.openid;

import org.jspecify.annotations.NullMarked;
