package clearing.settlement.api;

import clearing.client.drill.Defaults;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.InDefault;
import clearing.kernel.settlement.LimitUse;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import clearing.settlement.ledger.VerifiedState;
import clearing.settlement.stress.StressNights;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits, cover and defaults at the verified height, out of the verified state itself and by the kernel's own rules; and the last stress test. */
final class RiskView {
    private final String chaincode;
    private final Json json;

    RiskView(String chaincode, Json json) {
        this.chaincode = chaincode;
        this.json = json;
    }

    LimitUse limits(Connection connection, Instant now) {
        return LimitUse.of(state(connection), now);
    }

    private LedgerState state(Connection connection) {
        return new VerifiedState(connection, chaincode);
    }

    JsonArray caps(LimitUse use) {
        JsonArray caps = new JsonArray();
        for (LimitUse.Cap cap : use.caps()) {
            JsonObject one = new JsonObject()
                    .put("member", cap.member())
                    .put("asset", cap.asset())
                    .put("cap", json.amount(cap.asset(), cap.agreed()))
                    .put("covered", cap.covered())
                    .put("coveredCap", json.amount(cap.asset(), cap.counts()))
                    .put("available", json.amount(cap.asset(), cap.available()))
                    .put("used", json.amount(cap.asset(), cap.used()))
                    .put("headroom", json.amount(cap.asset(), cap.headroom()));
            if (cap.covered()) {
                one.put("cover", json.amount(cap.asset(), cap.cover()))
                        .put("uncovered", json.amount(cap.asset(), cap.uncovered()));
            }
            caps.add(one);
        }
        return caps;
    }

    JsonArray towards(LimitUse use) {
        JsonArray limits = new JsonArray();
        use.towards()
                .forEach(limit -> limits.add(new JsonObject()
                        .put("member", limit.member())
                        .put("counterparty", limit.counterparty())
                        .put("asset", limit.asset())
                        .put("limit", json.amount(limit.asset(), limit.limit()))
                        .put("used", json.amount(limit.asset(), limit.used()))
                        .put("headroom", json.amount(limit.asset(), limit.headroom()))));
        return limits;
    }

    /** Caps whose use collateral does not carry any more. */
    JsonArray alarms(LimitUse use) {
        JsonArray alarms = new JsonArray();
        use.uncovered()
                .forEach(cap -> alarms.add(new JsonObject()
                        .put("member", cap.member())
                        .put("asset", cap.asset())
                        .put("used", json.amount(cap.asset(), cap.used()))
                        .put("cover", json.amount(cap.asset(), cap.cover()))
                        .put("missing", json.amount(cap.asset(), cap.uncovered()))));
        return alarms;
    }

    /** The last night's stress test when it does not hold; none where no default rule is agreed any more. */
    Optional<JsonObject> stressAlarm(Connection connection) throws SQLException {
        boolean agreed = json.constitution()
                .filter(c -> c.rules().defaultRule().isPresent())
                .isPresent();
        return agreed
                ? StressNights.last(connection).filter(night -> !night.holds()).map(StressJson::alarm)
                : Optional.empty();
    }

    /** Who is in default now. */
    JsonArray inDefault(Connection connection) {
        LedgerState state = state(connection);
        JsonArray frozen = new JsonArray();
        InDefault.decode(state.get(Keys.IN_DEFAULT))
                .numbers()
                .forEach((id, number) -> state.get(Keys.defaultCase(id, number))
                        .map(DefaultCase::decode)
                        .map(open -> new JsonObject()
                                .put("member", id)
                                .put("number", number)
                                .put("reason", open.reason())
                                .put("signatures", new JsonArray(List.copyOf(open.signatures()))))
                        .ifPresent(frozen::add));
        return frozen;
    }

    /** Every default that was ever proposed, in the order of the members and then of their numbers. */
    JsonArray defaults(Connection connection, Constitution constitution) {
        LedgerState state = state(connection);
        JsonArray all = new JsonArray();
        for (Member member : constitution.members()) {
            Defaults.of(state::get, member.id()).forEach(open -> all.add(one(open, constitution)));
        }
        return all;
    }

    private JsonObject one(DefaultCase open, Constitution constitution) {
        JsonObject one = new JsonObject()
                .put("member", open.member())
                .put("number", open.number())
                .put("state", open.lifted() ? "LIFTED" : open.declared() ? "DECLARED" : "PROPOSED")
                .put("reason", open.reason())
                .put("signatures", new JsonArray(List.copyOf(open.signatures())))
                .put("tradesClosedOut", open.trades())
                .put("waterfallRuns", open.passes());
        Json.put(one, "liftReason", open.liftReason());
        JsonArray sums = new JsonArray();
        String currency = constitution.rules().defaultRule().orElseThrow().currency();
        for (String counterparty : open.counterparties()) {
            JsonArray assets = new JsonArray();
            for (Map.Entry<String, java.math.BigInteger> owed :
                    open.owed(counterparty).entrySet()) {
                assets.add(new JsonObject()
                        .put("asset", owed.getKey())
                        .put("value", json.amount(owed.getKey(), owed.getValue())));
            }
            sums.add(new JsonObject()
                    .put("counterparty", counterparty)
                    .put("asset", currency)
                    .put("owed", json.amount(currency, open.closeOutSum(counterparty)))
                    .put("paid", json.amount(currency, open.paid(counterparty)))
                    .put("assets", assets));
        }
        return one.put("closeOut", sums);
    }
}
