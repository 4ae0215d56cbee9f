package clearing.kernel.settlement;

import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.state.Keys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits between members and what is used of them, for the length of one round. Rounds of a lane are serial, so no two transactions
 * change the same exposure at once; pairs without a limit cost nothing.
 */
final class Exposures {
    private final String lane;
    private final int today;
    private final Execution x;
    private final boolean any;
    private final SortedMap<String, Pair> pairs = new TreeMap<>();

    Exposures(String lane, int today, Execution x) {
        this.lane = lane;
        // A round of the day before may come late: what is used today is not forgotten for it.
        this.today = Math.max(today, lastAccepted(lane, x));
        this.x = x;
        this.any = x.constitution()
                .rules()
                .all(BilateralLimitRule.class)
                .anyMatch(rule -> x.constitution()
                        .assetOf(rule.asset())
                        .filter(asset -> asset.lane().equals(lane))
                        .isPresent());
    }

    private static int lastAccepted(String lane, Execution x) {
        Instant accepted = Instant.ofEpochMilli(x.ledger().journal(lane).acceptedMillis());
        return SettlementCommands.businessDay(x.constitution().lane(lane).orElseThrow(), accepted);
    }

    /** Two members between whom there is a limit in at least one asset. */
    private record Pair(String first, String key, PairExposure exposure, SortedMap<Integer, Limits> limits) {}

    /** What each of the two may give the other net; {@link Positions#MAX_SUM} where nothing is agreed. */
    private record Limits(long first, long second) {}

    /** True when either may give the other only so much of the asset. */
    boolean limited(String one, String other, int asset) {
        return any && pair(one, other).limits().containsKey(asset);
    }

    /** What one may still give the other today: zero or more. */
    long room(String from, String to, int asset) {
        if (!limited(from, to, asset)) {
            return Positions.MAX_SUM;
        }
        Pair pair = pair(from, to);
        Limits limits = pair.limits().getOrDefault(asset, new Limits(Positions.MAX_SUM, Positions.MAX_SUM));
        boolean fromFirst = from.equals(pair.first());
        long limit = fromFirst ? limits.first() : limits.second();
        if (limit == Positions.MAX_SUM) {
            return limit;
        }
        long given = fromFirst ? pair.exposure().net(asset) : -pair.exposure().net(asset);
        return Math.clamp(limit - given, 0, Positions.MAX_SUM);
    }

    /** Notes what one gave the other. */
    void given(String from, String to, int asset, long amount) {
        if (limited(from, to, asset)) {
            Pair pair = pair(from, to);
            pair.exposure().add(asset, from.equals(pair.first()) ? amount : -amount);
        }
    }

    /** Puts what changed on the ledger. */
    void store() {
        for (Pair pair : pairs.values()) {
            if (pair.limits().isEmpty()) {
                continue;
            }
            Optional<byte[]> before = x.ledger().get(pair.key());
            byte[] was = PairExposure.decode(before, today).encode();
            byte[] now = pair.exposure().encode();
            if (!Arrays.equals(was, now)) {
                x.ledger().put(pair.key(), now);
            }
        }
    }

    private Pair pair(String one, String other) {
        boolean ascending = one.compareTo(other) < 0;
        String first = ascending ? one : other;
        String second = ascending ? other : one;
        String key = Keys.exposure(lane, first, second);
        Pair known = pairs.get(key);
        if (known != null) {
            return known;
        }
        SortedMap<Integer, Limits> limits = limits(first, second);
        Optional<byte[]> stored =
                limits.isEmpty() ? Optional.empty() : x.ledger().get(key);
        Pair loaded = new Pair(first, key, PairExposure.decode(stored, today), limits);
        pairs.put(key, loaded);
        return loaded;
    }

    private SortedMap<Integer, Limits> limits(String first, String second) {
        Rulebook rules = x.constitution().rules();
        SortedMap<Integer, Limits> limits = new TreeMap<>();
        for (int asset = 0; asset < x.constitution().assets().size(); asset++) {
            String code = x.constitution().asset(asset).code();
            Optional<Long> there = rules.bilateralLimit(first, second, code);
            Optional<Long> back = rules.bilateralLimit(second, first, code);
            boolean here = x.constitution().asset(asset).lane().equals(lane);
            if (here && (there.isPresent() || back.isPresent())) {
                limits.put(asset, new Limits(there.orElse(Positions.MAX_SUM), back.orElse(Positions.MAX_SUM)));
            }
        }
        return limits;
    }
}
