package clearing.settlement.api;

import clearing.client.cycle.LaneCycles;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.cycle.PairLeg;
import clearing.kernel.cycle.PairOutcome;
import clearing.kernel.cycle.PairPosition;
import clearing.kernel.cycle.Penalty;
import clearing.kernel.trade.PageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cycle as the API shows it: numbers of all, pairs and fails of one member alone.
 *
 * @param member whose pairs are shown; those of all when empty
 */
record CycleJson(LaneCycles cycles, CycleRule rule, Optional<String> member, Json json) {

    /** A member's sums in an asset, which may be larger than one amount can be. */
    private record Sums(BigInteger incoming, BigInteger outgoing) {
        static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO);

        Sums plus(long more, long less) {
            return new Sums(incoming.add(BigInteger.valueOf(more)), outgoing.add(BigInteger.valueOf(less)));
        }
    }

    JsonObject of(CycleId id) {
        Optional<CycleRecord> record = Optional.ofNullable(cycles.records().get(id));
        Instant cutOff = rule.closes(id);
        List<PageId> pages = cycles.pages().getOrDefault(id, List.of());
        List<CarriedFail> fails = cycles.fails().getOrDefault(id, List.of());
        JsonObject one = new JsonObject()
                .put("cycle", id.toString())
                .put("date", id.date().toString())
                .put("number", id.number())
                .put("state", record.map(r -> r.state().name()).orElse("OPEN"))
                .put("cutOff", cutOff.toString())
                .put(
                        "carriedFrom",
                        cutOff.plus(Duration.ofMinutes(cycles.terms().failAfterMinutes()))
                                .toString())
                .put("pages", pages.size())
                .put("failsIn", fails.size());
        record.ifPresent(r -> recorded(r, one));
        member.ifPresent(own -> one.put("nets", nets(id, own)));
        JsonArray shown = new JsonArray();
        fails.stream()
                .filter(fail -> !fail.isClosedOut())
                .filter(fail -> shows(fail.first(), fail.second()))
                .map(this::fail)
                .forEach(shown::add);
        return one.put("fails", shown);
    }

    private void recorded(CycleRecord record, JsonObject one) {
        one.put("cutOffAt", Instant.ofEpochMilli(record.cutOffMillis()).toString());
        if (record.nettedMillis() > 0) {
            one.put("nettedAt", Instant.ofEpochMilli(record.nettedMillis()).toString())
                    .put("root", HexFormat.of().formatHex(record.root()));
        }
        if (record.settledMillis() > 0) {
            one.put("settledAt", Instant.ofEpochMilli(record.settledMillis()).toString());
        }
        JsonArray pairs = new JsonArray();
        record.pairs().stream()
                .filter(pair -> shows(pair.first(), pair.second()))
                .map(this::pair)
                .forEach(pairs::add);
        one.put("trades", record.trades())
                .put("closed", record.closed())
                .put("pairCount", record.pairs().size())
                .put(
                        "carriedOn",
                        record.pairs().stream()
                                .filter(pair -> pair.outcome() == PairOutcome.CARRIED)
                                .count())
                .put("pairs", pairs);
    }

    private boolean shows(String first, String second) {
        return member.map(own -> own.equals(first) || own.equals(second)).orElse(true);
    }

    /** Of a cycle that is netted by its record; of one that is not by what it took in so far, with what was carried into it. */
    private JsonArray nets(CycleId id, String own) {
        TreeMap<String, Sums> sums = new TreeMap<>();
        Optional<CycleRecord> netted =
                Optional.ofNullable(cycles.records().get(id)).filter(record -> record.state() != CycleState.CUT_OFF);
        if (netted.isPresent()) {
            netted.get().pairs().forEach(pair -> add(sums, own, pair.first(), pair.second(), pair.legs()));
        } else {
            cycles.given()
                    .getOrDefault(id, List.of())
                    .forEach(given -> add(sums, own, given.author(), given.counterparty(), given.legs()));
            cycles.fails()
                    .getOrDefault(id, List.of())
                    .forEach(fail -> add(sums, own, fail.first(), fail.second(), fail.legs()));
        }
        JsonArray nets = new JsonArray();
        sums.forEach((asset, sum) -> nets.add(new JsonObject()
                .put("asset", asset)
                .put("incoming", json.amount(asset, sum.incoming()))
                .put("outgoing", json.amount(asset, sum.outgoing()))
                .put("net", json.amount(asset, sum.incoming().subtract(sum.outgoing())))));
        return nets;
    }

    private void add(TreeMap<String, Sums> sums, String own, String first, String second, List<PairLeg> legs) {
        if (!own.equals(first) && !own.equals(second)) {
            return;
        }
        boolean ofFirst = own.equals(first);
        for (PairLeg leg : legs) {
            Sums before = sums.getOrDefault(code(leg.asset()), Sums.NONE);
            sums.put(
                    code(leg.asset()),
                    before.plus(ofFirst ? leg.toFirst() : leg.toSecond(), ofFirst ? leg.toSecond() : leg.toFirst()));
        }
    }

    private JsonObject pair(PairPosition pair) {
        JsonObject one = new JsonObject()
                .put("first", pair.first())
                .put("second", pair.second())
                .put("outcome", pair.outcome().name())
                .put("legs", legs(pair.first(), pair.second(), pair.legs()));
        if (!pair.since().equals(pair.next()) || pair.outcome() == PairOutcome.CARRIED) {
            one.put("since", pair.since().toString());
        }
        if (pair.outcome() == PairOutcome.CARRIED) {
            one.put("next", pair.next().toString());
        }
        return one;
    }

    private JsonArray legs(String first, String second, List<PairLeg> legs) {
        JsonArray array = new JsonArray();
        for (PairLeg leg : legs) {
            String asset = code(leg.asset());
            array.add(new JsonObject()
                    .put("asset", asset)
                    .put("firstAccount", cycles.constitution().accountName(first, leg.firstAccount()))
                    .put("secondAccount", cycles.constitution().accountName(second, leg.secondAccount()))
                    .put("toFirst", json.amount(asset, leg.toFirst()))
                    .put("toFirstCount", leg.toFirstCount())
                    .put("toSecond", json.amount(asset, leg.toSecond()))
                    .put("toSecondCount", leg.toSecondCount())
                    .put("net", json.amount(asset, leg.net())));
        }
        return array;
    }

    private JsonObject fail(CarriedFail fail) {
        JsonArray penalties = new JsonArray();
        fail.penalties().forEach(penalty -> penalties.add(penalty(fail, penalty)));
        return new JsonObject()
                .put("first", fail.first())
                .put("second", fail.second())
                .put("since", fail.since().toString())
                .put("days", fail.days())
                .put("legs", legs(fail.first(), fail.second(), fail.legs()))
                .put("penalties", penalties);
    }

    private JsonObject penalty(CarriedFail fail, Penalty penalty) {
        String asset = code(penalty.asset());
        return new JsonObject()
                .put("by", penalty.byFirst() ? fail.first() : fail.second())
                .put("shortOf", code(penalty.shortOf()))
                .put("asset", asset)
                .put("base", json.amount(asset, penalty.base()))
                .put("days", penalty.days())
                .put("basisPoints", penalty.basisPoints())
                .put("amount", json.amount(asset, penalty.amount()));
    }

    private String code(int asset) {
        return cycles.constitution().asset(asset).code();
    }
}
