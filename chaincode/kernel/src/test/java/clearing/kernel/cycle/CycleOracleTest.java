package clearing.kernel.cycle;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.netting.MemberNet;
import clearing.kernel.netting.MerkleTree;
import clearing.kernel.netting.NettingCycle;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.netting.NettingSet;
import clearing.kernel.netting.Obligation;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random trades around the cut-offs, with cancellations, beside an own account of them: which cycle each is in, what each pair and each
 * member comes to, which pages the root stands for, and where the positions end.
 */
class CycleOracleTest {
    private static final List<String> MEMBERS = List.of(BANK, NORTH, SOUTH);
    private static final CycleId FIRST = new CycleId(HK, TODAY, 0);
    private static final CycleId SECOND = new CycleId(HK, TODAY, 1);
    private static final CycleId NEXT_DAY = new CycleId(HK, TODAY.plusDays(2), 0);
    private static final int RUNS = 40;

    /** A page as the test knows it, with the trades that stand, and their cycle. */
    private record Known(PageId id, List<Trade> trades, Map<CycleId, BitSet> in) {}

    @Test
    void cycles_take_in_net_and_settle_what_an_independent_account_says() {
        int carried = 0;
        int whole = 0;
        for (int run = 0; run < RUNS; run++) {
            long seed = Seeds.seed(7_000 + run);
            Outcome settled = new Run(seed).run();
            carried += settled.remaining() > 0 ? 1 : 0;
            whole += settled.remaining() == 0 ? 1 : 0;
        }
        assertThat(carried).as("some runs are short").isGreaterThan(5);
        assertThat(whole).as("some runs have cover").isGreaterThan(5);
    }

    private static final class Run {
        private final long seed;
        private final RandomGenerator random;
        private final Consortium ledger = Consortium.funded();
        private final List<Known> pages = new ArrayList<>();
        private final boolean rich;
        private boolean firstIsCutOff;

        Run(long seed) {
            this.seed = seed;
            this.random = Seeds.generator(seed);
            this.rich = random.nextBoolean();
        }

        Outcome run() {
            Cycles.inForce(ledger, DvpModel.NET_BOTH);
            ledger.deposit("BANK", BANK, 0, "HKD", 5_000_000);
            long minute = 0;
            for (int n = 0; n < 24; n++) {
                minute += random.nextInt(30);
                Instant now = Consortium.MORNING.plusSeconds(60 * minute);
                // Clocks differ: some affirmations say that they are older than the fence.
                ledger.at(random.nextInt(4) == 0 ? now.minusSeconds(600) : now);
                page(n, random.nextInt(4) == 0 ? minute - 10 : minute, now);
            }
            cutOffIfDue(Cycles.EVENING, true);
            Cycles.cutOff(ledger, SECOND);
            check(FIRST);
            check(SECOND);
            settle(FIRST);
            return settle(SECOND);
        }

        private void page(int number, long minute, Instant now) {
            Instant affirmed = Consortium.MORNING.plusSeconds(60 * minute);
            cutOffIfDue(now, false);
            String author = MEMBERS.get(random.nextInt(3));
            String other = MEMBERS.get((MEMBERS.indexOf(author) + 1 + random.nextInt(2)) % 3);
            List<Trade> trades = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                trades.add(trade("P" + number + "." + i));
            }
            Known known = new Known(
                    Cycles.record(ledger, HK, author, other, number, trades.toArray(Trade[]::new)),
                    trades,
                    new TreeMap<>());
            ledger.at(affirmed);
            Consortium.done(
                    ledger.as(other, new Command.Affirm(known.id(), ledger.contentHash(known.id()), Selection.all())));
            for (int i = 0; i < trades.size(); i++) {
                known.in()
                        .computeIfAbsent(cycle(trades.get(i), minute), absent -> new BitSet())
                        .set(i);
            }
            pages.add(known);
            if (random.nextInt(4) == 0) {
                cancel(pages.get(random.nextInt(pages.size())));
            }
        }

        /** Minutes of the local day from 10:00; the fence is what the test has seen itself. */
        private CycleId cycle(Trade trade, long minute) {
            boolean shares = trade.kind() == TradeKind.DVP;
            if (minute < 120 && !firstIsCutOff) {
                return FIRST;
            }
            return minute < (shares ? 360 : 420) ? SECOND : NEXT_DAY;
        }

        private void cutOffIfDue(Instant now, boolean must) {
            if (!firstIsCutOff && !now.isBefore(Cycles.NOON) && (must || random.nextBoolean())) {
                ledger.at(now);
                Consortium.done(ledger.as(NORTH, new Command.CutOff(FIRST)));
                firstIsCutOff = true;
            }
        }

        private void cancel(Known page) {
            int i = random.nextInt(page.trades().size());
            Command wish = new Command.RequestCancel(page.id(), Selection.of(i));
            boolean open = page.in().entrySet().stream()
                    .noneMatch(e -> e.getValue().get(i) && e.getKey().equals(FIRST) && firstIsCutOff);
            ledger.as(page.id().author(), wish);
            Outcome second = ledger.as(page.id().counterparty(), wish);
            assertThat(second.code() == ResultCode.OK).as("seed %s", seed).isEqualTo(open && stands(page, i));
            if (open) {
                page.in().values().forEach(bits -> bits.clear(i));
            }
        }

        private static boolean stands(Known page, int i) {
            return page.in().values().stream().anyMatch(bits -> bits.get(i));
        }

        private Trade trade(String reference) {
            long amount = 1 + random.nextInt(rich ? 400_000 : 30_000_000);
            Trade trade = switch (random.nextInt(3)) {
                case 0 -> Trades.payment(reference, amount);
                case 1 -> Trades.dvp(reference, 1 + random.nextInt(1_000), amount);
                default -> Trades.pvp(reference, amount, 1 + random.nextInt(500_000));
            };
            return random.nextBoolean() ? trade : Trades.with(trade).received();
        }

        private void check(CycleId cycle) {
            List<Obligation> obligations = new ArrayList<>();
            TreeMap<String, List<Long>> pairs = new TreeMap<>();
            List<byte[]> leaves = new ArrayList<>();
            int count = 0;
            for (String author : MEMBERS) {
                for (String other : MEMBERS) {
                    for (Known page : pages) {
                        BitSet bits = page.in().getOrDefault(cycle, new BitSet());
                        if (page.id().author().equals(author)
                                && page.id().counterparty().equals(other)
                                && !bits.isEmpty()) {
                            leaves.add(
                                    new PageShare(page.id().number(), ledger.contentHash(page.id()), bits, new BitSet())
                                            .leaf(cycle, author, other));
                            bits.stream().forEach(i -> owe(page, i, obligations, pairs));
                            count += bits.cardinality();
                        }
                    }
                }
            }
            Outcome netted = ledger.as(BANK, new Command.NetCycle(cycle));
            assertThat(netted).as("seed %s", seed).isEqualTo(Outcome.done(count));
            CycleRecord record = Cycles.cycle(ledger, cycle);
            assertThat(record.root())
                    .as("seed %s", seed)
                    .isEqualTo(MerkleTree.of(leaves).root());
            assertThat(legs(record)).as("seed %s", seed).isEqualTo(pairs);
            assertThat(memberNets(record)).as("seed %s", seed).isEqualTo(offline(obligations));
        }

        private void owe(Known page, int i, List<Obligation> obligations, TreeMap<String, List<Long>> pairs) {
            Trade trade = page.trades().get(i);
            String author = page.id().author();
            String other = page.id().counterparty();
            String deliverer = trade.authorDelivers() ? author : other;
            String receiver = trade.authorDelivers() ? other : author;
            owe(trade, trade.delivery(), deliverer, receiver, obligations, pairs);
            trade.payment().ifPresent(leg -> owe(trade, leg, receiver, deliverer, obligations, pairs));
        }

        private static void owe(
                Trade trade,
                Leg leg,
                String payer,
                String payee,
                List<Obligation> obligations,
                TreeMap<String, List<Long>> pairs) {
            NettingSet set = new NettingSet(Integer.toString(leg.asset()), "MASTER", HK);
            obligations.add(new Obligation(trade.reference(), payer, payee, set, leg.minor()));
            boolean up = payer.compareTo(payee) < 0;
            List<Long> sums = pairs.computeIfAbsent(
                    (up ? payer + "/" + payee : payee + "/" + payer) + "/" + leg.asset(),
                    absent -> new ArrayList<>(List.of(0L, 0L, 0L, 0L)));
            sums.set(up ? 0 : 2, sums.get(up ? 0 : 2) + leg.minor());
            sums.set(up ? 1 : 3, sums.get(up ? 1 : 3) + 1);
        }

        private static TreeMap<String, List<Long>> legs(CycleRecord record) {
            TreeMap<String, List<Long>> legs = new TreeMap<>();
            for (PairPosition pair : record.pairs()) {
                for (PairLeg leg : pair.legs()) {
                    legs.put(
                            pair.first() + "/" + pair.second() + "/" + leg.asset(),
                            List.of(leg.toSecond(), (long) leg.toSecondCount(), leg.toFirst(), (long)
                                    leg.toFirstCount()));
                }
            }
            return legs;
        }

        private static TreeMap<String, Long> memberNets(CycleRecord record) {
            TreeMap<String, Long> nets = new TreeMap<>();
            for (PairPosition pair : record.pairs()) {
                for (PairLeg leg : pair.legs()) {
                    nets.merge(leg.asset() + "/" + pair.first(), leg.net(), Long::sum);
                    nets.merge(leg.asset() + "/" + pair.second(), -leg.net(), Long::sum);
                }
            }
            return nets;
        }

        private static TreeMap<String, Long> offline(List<Obligation> obligations) {
            NettingCycle cycle = NettingCycle.of(NettingMode.MULTILATERAL, obligations);
            TreeMap<String, Long> nets = new TreeMap<>();
            for (int set = 0; set < cycle.sets().size(); set++) {
                for (MemberNet net : cycle.novation(set).nets()) {
                    nets.put(cycle.sets().get(set).asset() + "/" + net.member(), net.net());
                }
            }
            return nets;
        }

        private Outcome settle(CycleId cycle) {
            TreeMap<String, Long> before = positions();
            Cycles.failTime(ledger, SECOND);
            Outcome settled = ledger.as(SOUTH, new Command.SettleCycle(cycle, true));
            assertThat(settled.code()).as("seed %s", seed).isEqualTo(ResultCode.OK);
            CycleRecord record = Cycles.cycle(ledger, cycle);
            TreeMap<String, Long> expected = new TreeMap<>(before);
            for (PairPosition pair : record.pairs()) {
                for (PairLeg leg : pair.legs()) {
                    if (pair.outcome() == PairOutcome.SETTLED) {
                        expected.merge(leg.asset() + "/" + pair.first(), leg.net(), Long::sum);
                        expected.merge(leg.asset() + "/" + pair.second(), -leg.net(), Long::sum);
                    } else {
                        assertThat(Cycles.fail(ledger, pair.next(), pair.first(), pair.second()))
                                .as("seed %s", seed)
                                .isPresent();
                        assertThat(pair.next()).isGreaterThan(SECOND);
                    }
                }
            }
            assertThat(positions()).as("seed %s", seed).isEqualTo(expected);
            assertThat(positions().values()).as("seed %s", seed).allMatch(amount -> amount >= 0);
            return settled;
        }

        private TreeMap<String, Long> positions() {
            TreeMap<String, Long> positions = new TreeMap<>();
            for (String member : MEMBERS) {
                for (int asset = 0; asset < 3; asset++) {
                    positions.put(asset + "/" + member, ledger.available(member, asset));
                }
            }
            return positions;
        }
    }

    @Test
    void an_empty_cycle_has_the_root_of_nothing() {
        Consortium ledger = Consortium.funded();
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        Cycles.cutOff(ledger, FIRST);
        ledger.as(BANK, new Command.NetCycle(FIRST));

        assertThat(Cycles.cycle(ledger, FIRST).root())
                .isEqualTo(MerkleTree.of(List.of()).root());
        assertThat(Optional.of(Cycles.cycle(ledger, FIRST).state())).contains(CycleState.NETTED);
    }
}
