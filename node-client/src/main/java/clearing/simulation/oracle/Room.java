package clearing.simulation.oracle;

import java.math.BigInteger;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much each slot may give at an instant: what is available, and the cap as far as it counts by then. */
public final class Room {
    private final Facts facts;
    private final Instant at;
    private final SortedMap<String, Long> caps = new TreeMap<>();

    public Room(Facts facts, Instant at) {
        this.facts = facts;
        this.at = at;
    }

    /** Zero or more. */
    public long of(String slot) {
        return Math.max(0, facts.available(slot) + cap(slot));
    }

    /** How far the slot may fall below zero. */
    public long cap(String slot) {
        Long agreed = facts.agreed().caps().get(slot);
        if (agreed == null || agreed == 0 || !facts.agreed().isCovered(slot)) {
            return agreed == null ? 0 : agreed;
        }
        return caps.computeIfAbsent(slot, capped -> carried(capped, agreed));
    }

    private long carried(String slot, long agreed) {
        String member = slot.substring(0, slot.indexOf('/'));
        int asset = Integer.parseInt(slot.substring(slot.lastIndexOf('/') + 1));
        String currency = facts.inForce().assets().get(asset).code();
        BigInteger cover = Collateral.cover(facts, facts.pledges(member), currency, at);
        return cover.min(BigInteger.valueOf(agreed)).longValueExact();
    }
}
