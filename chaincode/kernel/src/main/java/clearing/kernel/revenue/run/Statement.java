package clearing.kernel.revenue.run;

import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.trade.TradeId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run came to: written once, never changed. With the terms and the sealed measures that it names, anyone can calculate it again.
 *
 * @param agreement id
 * @param currency code of the asset that all amounts are minor units of
 * @param collector id of the party that holds the revenue
 * @param versions the terms that were in force, each with its days
 * @param inputs the measures, in order of their names
 * @param pool what was shared, minor units
 * @param clauses results of each version's clauses, each in order, before they are weighed by days
 * @param marks high-water marks
 * @param trueUps what corrected facts change about periods that were calculated before
 * @param lines one for each party, in the order of the last version
 * @param released what this run pays out of the reserve
 * @param calculatedBy id of who ran it
 */
public record Statement(
        String agreement,
        Period period,
        String currency,
        String collector,
        List<InForce> versions,
        List<Input> inputs,
        long pool,
        List<ClauseResult> clauses,
        List<Mark> marks,
        List<TrueUp> trueUps,
        List<Line> lines,
        List<Release> released,
        String calculatedBy,
        Instant at) {
    public Statement {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        clauses = List.copyOf(clauses);
        marks = List.copyOf(marks);
        trueUps = List.copyOf(trueUps);
        lines = List.copyOf(lines);
        released = List.copyOf(released);
    }

    /** @param hash SHA-256 of the terms */
    public record InForce(int version, int days, Blob hash) {}

    /**
     * @param value in the unit of the measure
     * @param count of single facts
     * @param content hash of the sealed parts
     */
    public record Input(String measure, int revision, Fraction value, long count, Blob content) {}

    /** A high-water mark, in minor units. */
    public record Mark(String clause, long before, long after) {}

    /**
     * A calculated period, calculated again.
     *
     * @param inputs all measures of the period, as they are now
     * @param pool by how much what is shared changed, minor units
     * @param changes of each party's entitlement, in its order, in 10^-18 minor units; they sum to the pool's change
     */
    public record TrueUp(Period period, List<Input> inputs, long pool, List<BigInteger> changes) {
        public TrueUp {
            inputs = List.copyOf(inputs);
            changes = List.copyOf(changes);
        }
    }

    /**
     * A party's line.
     *
     * @param entitled by this period alone, in 10^-18 minor units
     * @param trueUp of periods before, in 10^-18 minor units
     * @param carryBefore what rounding still owed it, in 10^-18 minor units; below zero when it had got more
     * @param carryAfter the same, now
     * @param amount whole minor units: entitlement, true-ups and carry before, less carry after; below zero when it pays
     * @param setAside part of it that goes to escrow since its line is disputed
     * @param withheld part of it that goes to the reserve
     * @param payment the trade that pays the rest; empty for the collector, and where there is nothing to pay
     */
    public record Line(
            String member,
            BigInteger entitled,
            BigInteger trueUp,
            long carryBefore,
            long carryAfter,
            long amount,
            long setAside,
            long withheld,
            Optional<TradeId> payment) {
        /** What is paid now, in minor units; what the collector keeps, for the collector. */
        public long paid() {
            return amount - setAside - withheld;
        }
    }

    /**
     * Reserve that is paid out.
     *
     * @param withheldFor the period that it was withheld from
     */
    public record Release(Period withheldFor, String member, long amount, TradeId payment) {}

    public byte[] encode() {
        return StatementCodec.encode(this);
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no statement */
    public static Statement decode(byte[] bytes) {
        return StatementCodec.decode(bytes);
    }
}
