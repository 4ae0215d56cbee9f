package clearing.settlement.api;

import clearing.settlement.access.SignIn;
import clearing.settlement.access.openid.OpenIdRefused;
import clearing.settlement.access.openid.OpenIdSignIn;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The ways to sign in, and signing in at the identity provider. */
final class OpenIdOperations {
    private static final int ATTEMPT_SECONDS = 600;
    private static final String START = "/api/v1/sign-in/openid";

    private final boolean tls;
    private final Optional<OpenIdSignIn> openId;

    OpenIdOperations(boolean tls, Optional<OpenIdSignIn> openId) {
        this.tls = tls;
        this.openId = openId;
    }

    void register(Map<String, Operation> operations) {
        operations.put("signInWays", call -> Answer.ok(ways()));
        operations.put("beginOpenId", call -> begin());
        operations.put("finishOpenId", this::finish);
    }

    /** Name of the cookie that binds the provider's answer to the browser which asked. */
    static String cookieName(boolean tls) {
        return tls ? "__Host-openid" : "openid";
    }

    private JsonObject ways() {
        JsonObject ways = new JsonObject().put("password", true);
        openId.ifPresent(provider ->
                ways.put("openId", new JsonObject().put("name", provider.name()).put("start", START)));
        return ways;
    }

    private OpenIdSignIn provider() {
        return openId.orElseThrow(() -> ApiException.notFound("An identity provider"));
    }

    private Answer begin() {
        OpenIdSignIn.Begun begun = provider().begin();
        // The provider sends the browser back from its own site, so this one cookie has to be lax.
        Cookie cookie = Cookie.cookie(cookieName(tls), begun.browser())
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(tls)
                .setMaxAge(ATTEMPT_SECONDS)
                .setSameSite(CookieSameSite.LAX);
        return Answer.seeOther(begun.address(), cookie.encode());
    }

    private Answer finish(Call call) {
        if (call.text("error").isPresent()) {
            throw ApiException.signInFailed();
        }
        String state = call.text("state").orElseThrow(() -> ApiException.invalid("state", "state is missing."));
        String code = call.text("code").orElseThrow(() -> ApiException.invalid("code", "code is missing."));
        try {
            SignIn.Done done = provider().finish(state, code, call.attempt());
            return Answer.seeOther(
                    "/", SessionOperations.cookie(tls, done.token()).encode());
        } catch (OpenIdRefused e) {
            throw ApiException.signInFailed();
        }
    }
}
