package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way of a defaulter's netted trades out of their cycles. As long as a cycle is not netted its trades leave it one by one; from then on
 * what the pair owes each other there goes as one, with what was carried into it, and the trades of both members' pages with it.
 */
public final class CycleCloseOut {
    private final TradePage page;
    private final Execution x;
    private final String first;
    private final String second;
    private final BitSet ended = new BitSet();
    private final BitSet settled = new BitSet();
    private final TreeMap<Integer, BigInteger> byAuthor = new TreeMap<>();

    private CycleCloseOut(TradePage page, Execution x) {
        this.page = page;
        this.x = x;
        PageId id = page.id();
        boolean turned = id.author().compareTo(id.counterparty()) > 0;
        this.first = turned ? id.counterparty() : id.author();
        this.second = turned ? id.author() : id.counterparty();
    }

    /**
     * What a page's netted trades came to.
     *
     * @param ended trades that the default takes
     * @param settled trades whose nets were paid before: they are settled, and only had not been told so
     * @param owedByAuthor what the page's author owes its counterparty by number of the asset, in minor units, that no page told before
     */
    public record Taken(BitSet ended, BitSet settled, SortedMap<Integer, BigInteger> owedByAuthor) {
        public Taken {
            ended = (BitSet) ended.clone();
            settled = (BitSet) settled.clone();
        }

        @Override
        public BitSet ended() {
            return (BitSet) ended.clone();
        }

        @Override
        public BitSet settled() {
            return (BitSet) settled.clone();
        }
    }

    /**
     * Takes them out.
     *
     * @param netted trades of the page that are netted
     */
    public static Taken take(TradePage page, BitSet netted, Execution x) {
        CycleCloseOut out = new CycleCloseOut(page, x);
        for (CycleId cycle :
                PageCycles.decode(x.ledger().get(Keys.cyclesOf(page.id()))).cycles()) {
            out.take(cycle, netted);
        }
        return new Taken(out.ended, out.settled, out.byAuthor);
    }

    private void take(CycleId cycle, BitSet netted) {
        Intake intake = CycleIntake.intake(cycle, page.id(), x);
        Optional<PageShare> share = intake.share(page.id().number());
        BitSet whole = share.map(PageShare::whole).orElseGet(BitSet::new);
        BitSet funds = share.map(PageShare::funds).orElseGet(BitSet::new);
        whole.and(netted);
        funds.and(netted);
        BitSet both = (BitSet) whole.clone();
        both.or(funds);
        if (both.isEmpty()) {
            return;
        }
        Optional<CycleRecord> record = x.ledger()
                .read(Keys.cycle(cycle), CycleRecord::decode)
                .filter(found -> found.state() != CycleState.CUT_OFF);
        if (record.isEmpty()) {
            leave(cycle, intake, whole, funds);
            ended.or(both);
        } else {
            PairEnd end = CycleClosing.end(record.get(), first, second, x);
            (end.outcome() == PairOutcome.SETTLED ? settled : ended).or(both);
            takePair(end);
            // The pair may have ended in this very cycle, so its record is read again.
            CycleRecord now =
                    x.ledger().read(Keys.cycle(cycle), CycleRecord::decode).orElseThrow();
            CycleRecord after = now.closed(both.cardinality());
            x.ledger().put(Keys.cycle(cycle), after.encode());
            if (after.state() == CycleState.CLOSED) {
                x.effects().add(() -> new Effect.CycleClosed(cycle));
            }
        }
    }

    private void leave(CycleId cycle, Intake intake, BitSet whole, BitSet funds) {
        Intake left = Intake.decode(Optional.empty());
        byte[] hash = page.contentHash();
        left.add(page, hash, whole, false);
        left.add(page, hash, funds, true);
        left.legs().forEach(leg -> owe(leg, true));
        whole.stream().forEach(i -> intake.remove(page, i, false));
        funds.stream().forEach(i -> intake.remove(page, i, true));
        x.ledger().put(CycleIntake.key(cycle, page.id()), intake.encode());
    }

    private void takePair(PairEnd end) {
        switch (end.outcome()) {
            case OPEN, BEYOND_LIMIT -> {
                CycleRecord record = x.ledger()
                        .read(Keys.cycle(end.cycle()), CycleRecord::decode)
                        .orElseThrow();
                PairPosition pair = record.pair(first, second).orElseThrow();
                pair.legs().forEach(leg -> owe(leg, first.equals(page.id().author())));
                x.ledger().put(Keys.cycle(end.cycle()), record.closedOut(pair).encode());
            }
            case CARRIED -> {
                String key = Keys.fail(end.cycle(), first, second);
                CarriedFail fail = x.ledger().read(key, CarriedFail::decode).orElseThrow();
                fail.legs().forEach(leg -> owe(leg, first.equals(page.id().author())));
                x.ledger().put(key, fail.closedOut().encode());
            }
            case SETTLED, CLOSED_OUT -> {}
        }
    }

    private void owe(PairLeg leg, boolean firstIsAuthor) {
        BigInteger firstOwes = BigInteger.valueOf(leg.toSecond()).subtract(BigInteger.valueOf(leg.toFirst()));
        byAuthor.merge(leg.asset(), firstIsAuthor ? firstOwes : firstOwes.negate(), BigInteger::add);
    }
}
