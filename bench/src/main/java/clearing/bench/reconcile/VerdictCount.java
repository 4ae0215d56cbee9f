package clearing.bench.reconcile;

import clearing.reconcile.AccountKey;
import clearing.reconcile.BreakKind;
import clearing.reconcile.Side;
import clearing.reconcile.Verdict;
import clearing.reconcile.VerdictSink;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** Takes the verdicts of the engine as its caller would, and knows what stands in the end. */
final class VerdictCount implements VerdictSink {
    private long matched;
    private final Map<BreakKind, Long> breaks = new EnumMap<>(BreakKind.class);

    @Override
    public void paired(AccountKey key, long posting, long booking) {
        matched++;
    }

    @Override
    public void pending(Side side, long id, AccountKey key, LocalDate dueOn) {}

    @Override
    public void carried(long posting, AccountKey key) {}

    @Override
    public void verdict(Verdict verdict) {
        switch (verdict) {
            case Verdict.Matched m -> matched++;
            case Verdict.MatchWithdrawn w -> matched--;
            case Verdict.BreakOpened o -> add(o.opened().kind(), 1);
            case Verdict.BreakChanged c -> {
                add(c.from(), -1);
                add(c.to().kind(), 1);
            }
            case Verdict.BreakClosed c -> add(c.kind(), -1);
            case Verdict.Carried c -> {}
            case Verdict.Pending p -> {}
        }
    }

    private void add(BreakKind kind, long times) {
        breaks.merge(kind, times, Long::sum);
    }

    /**
     * What stands.
     *
     * @throws IllegalStateException when there is a break of a kind that two sides without one cannot have
     */
    Counts counts() {
        return counts(matched, breaks);
    }

    static Counts counts(long matched, Map<BreakKind, Long> breaks) {
        long different = 0;
        long loneChain = 0;
        long loneBooks = 0;
        for (Map.Entry<BreakKind, Long> kind : breaks.entrySet()) {
            switch (kind.getKey()) {
                case AMOUNT_DIFFERS, DATE_DIFFERS, COUNTERPARTY_DIFFERS -> different += kind.getValue();
                case MISSING_IN_BOOKS -> loneChain += kind.getValue();
                case MISSING_ON_CHAIN -> loneBooks += kind.getValue();
                default -> {
                    if (kind.getValue() != 0) {
                        throw new IllegalStateException(kind.getValue() + " breaks " + kind.getKey() + " of none");
                    }
                }
            }
        }
        return new Counts(matched, different, loneChain, loneBooks);
    }
}
