package clearing.bench.reconcile;

import clearing.reconcile.AccountKey;
import clearing.reconcile.ItemBatch;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Items of both sides on their way to a new engine: columns of as many as a block brings. */
final class Columns {
    private final Reconciler engine = new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
    private final List<ItemBatch> batches = new ArrayList<>();
    private final Map<AccountKey, AccountKey> keys = new HashMap<>();
    private long postings;
    private long bookings;

    /**
     * Draws them.
     *
     * @param count of both sides together
     * @param ordered whether the chain comes in the order of time and the books a day's worth out of it; else all come at random
     */
    Columns(int count, boolean ordered, long seed) {
        List<Side> all = new ArrayList<>(ordered ? 0 : count);
        TwoSides sides = new TwoSides(count / 2, 0, seed);
        if (ordered) {
            sides.draw(this::posting, this::booking);
            return;
        }
        sides.draw(line -> all.add(new Side(true, line)), line -> all.add(new Side(false, line)));
        Random random = new Random(seed);
        for (int left = all.size(); left > 0; left--) {
            int at = random.nextInt(left);
            Side next = all.get(at);
            all.set(at, all.get(left - 1));
            if (next.chain()) {
                posting(next.line());
            } else {
                booking(next.line());
            }
        }
    }

    private record Side(boolean chain, Line line) {}

    private void posting(Line line) {
        require(room().posting(
                        ++postings, key(line), line.minor(), line.reference(), line.counterparty(), line.valueDate()));
    }

    private void booking(Line line) {
        require(room().booking(
                        ++bookings,
                        key(line),
                        line.minor(),
                        line.reference(),
                        line.counterparty(),
                        line.bookingDate(),
                        line.valueDate(),
                        false));
    }

    private ItemBatch room() {
        if (batches.isEmpty() || batches.getLast().size() == GrowthBench.BLOCK) {
            batches.add(engine.batch());
        }
        return batches.getLast();
    }

    private AccountKey key(Line line) {
        return keys.computeIfAbsent(new AccountKey(line.account(), line.asset()), key -> key);
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalStateException("every item that is drawn fits a column");
        }
    }

    /** Gives all to the engine, then the close of the last day. Once. */
    void match() {
        VerdictCount count = new VerdictCount();
        batches.forEach(batch -> engine.onBatch(batch, count));
        count.verdicts(engine.closeDay(Market.LAST_DAY.plusWeeks(1)));
        count.counts();
    }
}
