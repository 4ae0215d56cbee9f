package clearing.kernel.revenue.terms;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version of an agreement: what parties sign.
 *
 * @param agreement A-Z, 0-9 and '-', at most 7 characters, so that references of payments can name it
 * @param version 1, then one more each time
 * @param title for people
 * @param currency code of the cash asset that is shared and paid
 * @param from first day in force
 * @param until last day, or open
 * @param changeover what happens when this version begins within a period
 * @param parties two or more; the order decides between equal remainders
 * @param collector id of the party that holds the revenue and pays the others
 * @param measures in order of their names
 * @param pool names of the measures whose sum is shared, of money
 * @param clauses in order
 * @param lookback for how many periods back facts can be corrected
 */
public record Terms(
        String agreement,
        int version,
        String title,
        String currency,
        Cycle cycle,
        LocalDate from,
        Optional<LocalDate> until,
        Changeover changeover,
        List<Party> parties,
        String collector,
        Optional<Escrow> escrow,
        List<Measure> measures,
        List<String> pool,
        List<Clause> clauses,
        Optional<Reserve> reserve,
        int lookback) {
    public static final int MAX_PARTIES = 32;
    public static final int MAX_MEASURES = 64;
    public static final int MAX_CLAUSES = 64;
    public static final int MAX_BANDS = 32;
    public static final int MAX_LOOKBACK = 36;
    /** The most parts that a measure of one period comes in. */
    public static final int MAX_PARTS = 10_000;

    public Terms {
        parties = List.copyOf(parties);
        measures = List.copyOf(measures);
        pool = List.copyOf(pool);
        clauses = List.copyOf(clauses);
    }

    public Optional<Measure> measure(String name) {
        return measures.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    public Optional<Party> party(String member) {
        return parties.stream().filter(p -> p.member().equals(member)).findFirst();
    }

    /** Who must sign: the parties and who keeps the escrow. Ids, ascending. */
    public SortedSet<String> signatories() {
        SortedSet<String> members = new TreeSet<>();
        parties.forEach(party -> members.add(party.member()));
        escrow.ifPresent(keeper -> members.add(keeper.member()));
        return members;
    }

    /** The party's place in the order, or -1. */
    public int indexOf(String member) {
        for (int i = 0; i < parties.size(); i++) {
            if (parties.get(i).member().equals(member)) {
                return i;
            }
        }
        return -1;
    }

    public byte[] encode() {
        return TermsCodec.encode(this);
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no terms */
    public static Terms decode(byte[] bytes) {
        return TermsCodec.decode(bytes);
    }
}
