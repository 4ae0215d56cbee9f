package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.access.Principal;
import clearing.settlement.access.SignIn;
import clearing.settlement.access.UserRole;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signing in and out, users and the audit log. */
final class SessionOperations {
    private final String member;
    private final boolean tls;
    private final Database database;
    private final Access access;

    SessionOperations(String member, boolean tls, Database database, Access access) {
        this.member = member;
        this.tls = tls;
        this.database = database;
        this.access = access;
    }

    void register(Map<String, Operation> operations) {
        operations.put("signIn", this::signIn);
        operations.put("me", call -> Answer.ok(session(call.principal().orElseThrow(ApiException::notSignedIn))));
        operations.put("signOut", this::signOut);
        operations.put("signOutEverywhere", this::signOutEverywhere);
        operations.put("users", call -> Answer.ok(users(call)));
        operations.put("audit", this::audit);
    }

    /** A browser keeps a {@code __Host-} cookie only over TLS, from this host, for every path. */
    static String cookieName(boolean tls) {
        return tls ? "__Host-session" : "session";
    }

    private Answer signIn(Call call) {
        JsonObject body = call.json();
        return switch (access.signIn(
                body.getString("user"), body.getString("password").toCharArray())) {
            case SignIn.Done done ->
                Answer.ok(session(done.principal()))
                        .with("Set-Cookie", cookie(done.token()).encode());
            case SignIn.Refused refused -> throw ApiException.signInFailed();
            case SignIn.LockedOut locked ->
                throw ApiException.lockedOut(Math.max(
                        1, locked.retryAfter().plus(Duration.ofMillis(999)).toSeconds()));
        };
    }

    private Answer signOutEverywhere(Call call) {
        access.signOutEverywhere(call.user());
        return Answer.empty(Map.of("Set-Cookie", cookie("").setMaxAge(0).encode()));
    }

    private Answer signOut(Call call) {
        access.signOut(call.user(), call.token());
        return Answer.empty(Map.of("Set-Cookie", cookie("").setMaxAge(0).encode()));
    }

    private Cookie cookie(String token) {
        return cookie(tls, token);
    }

    /** The cookie of a session: kept from scripts and from requests that come from other sites. */
    static Cookie cookie(boolean tls, String token) {
        return Cookie.cookie(cookieName(tls), token)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(tls)
                .setSameSite(CookieSameSite.STRICT);
    }

    private JsonObject session(Principal principal) {
        JsonArray accounts = new JsonArray();
        principal.accounts().stream().sorted().forEach(accounts::add);
        return new JsonObject()
                .put("accounts", accounts)
                .put("user", principal.user())
                .put("roles", words(principal.roles()))
                .put("member", member)
                .put("csrfToken", principal.csrfToken())
                .put("expiresAt", principal.expiresAt().toString());
    }

    private static JsonArray words(Set<UserRole> roles) {
        JsonArray words = new JsonArray();
        roles.stream().sorted().forEach(role -> words.add(role.word()));
        return words;
    }

    /** Who works for some accounts hears of those that work for one of them, and no roles. */
    private JsonObject users(Call call) {
        Principal who = call.principal().orElseThrow(ApiException::notSignedIn);
        Optional<String> account = call.text("account");
        JsonArray items = new JsonArray();
        access.users().stream()
                .filter(user -> account.isPresent()
                        ? who.sees(account.get()) && user.worksFor(account.get())
                        : user.sharesWith(who))
                .map(user -> {
                    JsonObject shown = new JsonObject().put("user", user.name());
                    return who.isLimited() ? shown : shown.put("roles", words(user.roles()));
                })
                .forEach(items::add);
        return new JsonObject().put("items", items);
    }

    private Answer audit(Call call) {
        Select query = new Select("select * from audit");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("idx < ?", cursor.number(0));
        }
        query.then("order by idx desc");
        return Answer.ok(database.read(connection -> Page.of(connection, query, call.limit(), row -> {
            JsonObject entry = new JsonObject()
                    .put("index", row.getLong("idx"))
                    .put("at", Rows.instant(row, "at").toString())
                    .put("actor", row.getString("actor"))
                    .put("action", row.getString("action"))
                    .put("subject", row.getString("subject"))
                    .put("hash", HexFormat.of().formatHex(row.getBytes("hash")));
            Json.put(entry, "detail", Json.nonEmpty(row.getString("detail")));
            return new Page.Item(entry, Cursor.of(row.getLong("idx")));
        })));
    }
}
