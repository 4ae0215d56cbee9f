package clearing.settlement.api;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.age.AgeBucket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Which breaks are meant: the parameters of the list, from a query or from a body that has them by the same names. */
final class BreakFilter {
    private final Function<String, Optional<String>> given;
    private final Json json;
    private final Instant now;
    /** Of which accounts alone; empty for all. */
    private final Optional<String[]> accounts;

    private BreakFilter(Function<String, Optional<String>> given, Json json, Instant now, Optional<String[]> accounts) {
        this.accounts = accounts;
        this.given = given;
        this.json = json;
        this.now = now;
    }

    static BreakFilter of(Call call, Json json, Instant now) {
        return new BreakFilter(
                name -> {
                    RequestParameter parameter = call.query().get(name);
                    return parameter == null || parameter.isNull() || parameter.isEmpty()
                            ? Optional.empty()
                            : Optional.of(String.valueOf(parameter.get()));
                },
                json,
                now,
                call.accounts());
    }

    /** What the body of a call means, of that person's accounts. */
    static BreakFilter of(JsonObject body, Json json, Instant now, Optional<String[]> accounts) {
        return new BreakFilter(
                name -> Optional.ofNullable(body.getValue(name)).map(String::valueOf), json, now, accounts);
    }

    /** The order in which they are wanted. */
    String sort() {
        return given.apply("sort").orElse("-age");
    }

    /** A query that begins so, with the conditions of everything but the kind. */
    Select allKinds(String begin) {
        Select query = new Select(begin);
        state(query);
        owner(query);
        given.apply("label")
                .ifPresent(label -> query.where(
                        "labels @> ?::jsonb",
                        new JsonArray().add(new JsonObject().put("text", label)).encode()));
        query.whereIf(accounts, "account = any(?)")
                .whereIf(given.apply("reference"), "starts_with(reference, ?)")
                .whereIf(given.apply("counterparty"), "counterparty = ?")
                .whereIf(given.apply("account"), "account = ?")
                .whereIf(given.apply("asset"), "asset = ?")
                .whereIf(severity("severity"), "severity = ?")
                .whereIf(severity("minSeverity"), "severity >= ?")
                .whereIf(days("minAgeDays", 0), "opened_at <= ?")
                .whereIf(days("maxAgeDays", 1), "opened_at > ?")
                .whereIf(minor("minAmount"), "abs(books_minor - chain_minor) >= ?")
                .whereIf(minor("maxAmount"), "abs(books_minor - chain_minor) <= ?");
        given.apply("bucket")
                .flatMap(AgeBucket::ofWord)
                .ifPresent(bucket -> query.where("business_age between ? and ?", bucket.from(), bucket.to()));
        given.apply("breached")
                .ifPresent(breached -> query.where(
                        breached.equals("true")
                                ? "breached_at is not null and not resolved"
                                : "(breached_at is null or resolved)"));
        return query;
    }

    /** The same with the kind. */
    Select all(String begin) {
        return allKinds(begin).whereIf(given.apply("kind"), "kind = ?");
    }

    private void state(Select query) {
        String owned = "(assignee is not null or owner_group is not null)";
        switch (given.apply("state").orElse("ALL")) {
            case "OPEN" -> query.where("not resolved and proposal_id is null and not " + owned);
            case "ASSIGNED" -> query.where("not resolved and proposal_id is null and " + owned);
            case "PROPOSED" -> query.where("not resolved and proposal_id is not null");
            case "UNRESOLVED" -> query.where("not resolved");
            case "RESOLVED" -> query.where("resolved");
            default -> query.where("true");
        }
    }

    private void owner(Select query) {
        given.apply("assignee").ifPresent(user -> {
            if (user.equals("-")) {
                query.where("assignee is null and owner_group is null");
            } else {
                query.where("assignee = ?", user);
            }
        });
        query.whereIf(given.apply("group"), "owner_group = ?");
    }

    private Optional<Integer> severity(String name) {
        return given.apply(name).map(word -> Severity.valueOf(word).ordinal());
    }

    private Optional<Instant> days(String name, int more) {
        return given.apply(name).map(days -> now.minus(Duration.ofDays(Long.parseLong(days) + more)));
    }

    private Optional<BigDecimal> minor(String name) {
        return given.apply(name).map(text -> {
            String asset = given.apply("asset")
                    .orElseThrow(() -> ApiException.invalid(name, name + " needs asset, which gives its scale."));
            return new BigDecimal(text).movePointRight(json.scale(asset));
        });
    }
}
