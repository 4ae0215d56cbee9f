package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whole defaults drawn from a seed, against a second computation in plain sums that knows nothing of the kernel's steps. */
class WaterfallPropertyTest {
    private static final List<String> SURVIVORS = List.of(NORTH, BANK, EAST);
    private static final List<BigInteger> TARGETS = big(3_000_000, 4_000_000, 1_000_000);
    private static final List<BigInteger> CAPS = big(4_000_000, 9_000_000, 500_000);
    private static final long SALE_VALUE = 7_200;

    @Test
    void every_position_ends_where_a_second_computation_has_it() {
        long seed = Seeds.seed(20_260_305L);
        RandomGenerator random = Seeds.generator(seed);
        int settled = 0;
        for (int round = 0; round < 60; round++) {
            Drawn drawn = new Drawn(random);
            drawn.run();
            Expected expected = new Expected(drawn);

            for (String member : Market.ACTING) {
                BalancePage page = drawn.ledger.balance(member);
                String what = Seeds.hint(seed) + " round " + round + " " + member;
                assertThat(page.available(HOUSE, HKD)).as(what).isEqualTo(expected.cash.get(member));
                assertThat(page.available(HOUSE, SHARE) + page.held(HOUSE, SHARE))
                        .as(what)
                        .isEqualTo(expected.shares.get(member));
                assertThat(drawn.market.contribution(member).fund()).as(what).isEqualTo(expected.fund.get(member));
            }
            String digest = drawn.ledger.digest();
            ResultCode again = drawn.market.waterfall(SOUTH).code();
            // Who was short of cash may have been paid since, and pays then.
            if (!expected.someoneShort) {
                assertThat(again).as("%s: again", Seeds.hint(seed)).isEqualTo(ResultCode.NOTHING_TO_DO);
                assertThat(drawn.ledger.digest()).isEqualTo(digest);
                settled++;
            }
        }
        assertThat(settled).as("rounds in which everyone could pay").isGreaterThan(10);
    }

    /** A market, what stood in it before the waterfall, and what the south owes. */
    private static final class Drawn {
        final Market market = Market.open().priced();
        final Consortium ledger = market.ledger();
        final Map<String, long[]> owed = new TreeMap<>();
        final Map<String, Long> cash = new TreeMap<>();
        final Map<String, Long> shares = new TreeMap<>();
        final Map<String, Long> fund = new TreeMap<>();
        final long pledgedCash;
        final long pledgedShares;
        long firstLoss;
        private final RandomGenerator random;

        Drawn(RandomGenerator random) {
            this.random = random;
            for (String member : Market.ACTING) {
                long contribution = random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(3_000_000);
                if (contribution > 0) {
                    market.contributed(member, false, contribution);
                }
                fund.put(member, contribution);
            }
            if (random.nextBoolean()) {
                firstLoss = 1 + random.nextLong(1_000_000);
                market.contributed(BANK, true, firstLoss);
            }
            pledgedCash = random.nextBoolean() ? 0 : 1 + random.nextLong(3_000_000);
            pledgedShares = random.nextBoolean() ? 0 : 1 + random.nextLong(500);
            if (pledgedCash > 0) {
                market.pledged(SOUTH, "HKD", pledgedCash);
            }
            if (pledgedShares > 0) {
                market.pledged(SOUTH, SHARE_CODE, pledgedShares);
            }
            for (String member : Market.ACTING) {
                long all = ledger.available(member, HKD);
                long spent = random.nextInt(3) == 0 ? all : all - random.nextLong(8_000_000);
                String to = member.equals(EAST) ? BANK : EAST;
                if (!member.equals(EAST)) {
                    ledger.settle(market.affirmed(member, to, 900, Trades.payment("SPEND", spent)));
                }
            }
        }

        void run() {
            List<PageId> pages = new ArrayList<>();
            for (String survivor : SURVIVORS) {
                owed.put(survivor, new long[2]);
                for (int page = 0; page < 3; page++) {
                    pages.add(page(survivor, page));
                }
            }
            for (String member : Market.ACTING) {
                cash.put(member, ledger.available(member, HKD));
                BalancePage balance = ledger.balance(member);
                shares.put(member, balance.available(HOUSE, SHARE) + balance.held(HOUSE, SHARE));
            }
            market.declared(SOUTH);
            Collections.shuffle(pages, new java.util.Random(random.nextLong()));
            market.closeOut(SOUTH, pages.subList(0, 4).toArray(PageId[]::new));
            market.closeOut(SOUTH, pages.subList(3, 9).toArray(PageId[]::new));
            market.waterfall(SOUTH);
        }

        private PageId page(String survivor, int number) {
            boolean southAuthors = random.nextBoolean();
            List<Trade> trades = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                boolean southGives = random.nextBoolean();
                long cents = 1 + random.nextLong(4_000_000);
                long units = 1 + random.nextLong(300);
                boolean dvp = random.nextBoolean();
                Trade trade = dvp ? Trades.dvp("T" + i, units, cents) : Trades.payment("T" + i, cents);
                trades.add(
                        southGives == southAuthors ? trade : Trades.with(trade).received());
                long[] sums = owed.get(survivor);
                int sign = southGives ? 1 : -1;
                if (dvp) {
                    sums[1] += sign * units;
                    sums[0] -= sign * cents;
                } else {
                    sums[0] += sign * cents;
                }
            }
            return southAuthors
                    ? market.affirmed(SOUTH, survivor, number, trades.toArray(Trade[]::new))
                    : market.affirmed(survivor, SOUTH, number, trades.toArray(Trade[]::new));
        }
    }

    /** Where everything must be afterwards. */
    private static final class Expected {
        final Map<String, Long> cash;
        final Map<String, Long> shares;
        final Map<String, Long> fund;
        boolean someoneShort;

        Expected(Drawn drawn) {
            cash = new TreeMap<>(drawn.cash);
            shares = new TreeMap<>(drawn.shares);
            fund = new TreeMap<>(drawn.fund);
            List<String> claimants = new ArrayList<>();
            List<BigInteger> claims = new ArrayList<>();
            long owed = 0;
            for (String survivor : SURVIVORS) {
                long[] sums = drawn.owed.get(survivor);
                long net = sums[0] + sums[1] * 9_000;
                if (net > 0) {
                    claimants.add(survivor);
                    claims.add(BigInteger.valueOf(net));
                    owed += net;
                } else {
                    collect(survivor, -net);
                }
            }
            take(drawn.pledgedCash, owed);
            long wanted = Math.min(drawn.pledgedShares, (missing(owed) + SALE_VALUE - 1) / SALE_VALUE);
            long units = Math.min(wanted, cash.get(BANK) / SALE_VALUE);
            someoneShort |= units < wanted;
            shares.merge(SOUTH, -units, Long::sum);
            shares.merge(BANK, units, Long::sum);
            move(BANK, SOUTH, units * SALE_VALUE);
            long own = take(drawn.fund.get(SOUTH), owed);
            fund.merge(SOUTH, -own, Long::sum);
            take(drawn.firstLoss, owed);
            List<BigInteger> parts = SURVIVORS.stream()
                    .map(s -> BigInteger.valueOf(drawn.fund.get(s)))
                    .toList();
            BigInteger all = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
            List<BigInteger> used = ExactShares.of(all.min(BigInteger.valueOf(missing(owed))), parts, parts);
            List<BigInteger> borne = new ArrayList<>();
            for (int i = 0; i < SURVIVORS.size(); i++) {
                take(used.get(i).longValueExact(), Long.MAX_VALUE);
                fund.merge(SURVIVORS.get(i), -used.get(i).longValueExact(), Long::sum);
            }
            borne.addAll(ExactShares.of(BigInteger.valueOf(missing(owed)), TARGETS, CAPS));
            for (int i = 0; i < SURVIVORS.size(); i++) {
                String survivor = SURVIVORS.get(i);
                collect(survivor, borne.get(i).longValueExact());
            }
            BigInteger paid = BigInteger.valueOf(Math.min(owed, cash.get(SOUTH)));
            List<BigInteger> payments = ExactShares.of(paid, claims, claims);
            for (int i = 0; i < claimants.size(); i++) {
                move(SOUTH, claimants.get(i), payments.get(i).longValueExact());
            }
        }

        private long missing(long owed) {
            return Math.max(0, owed - cash.get(SOUTH));
        }

        /** From outside of what is available into the south's cash. */
        private long take(long resource, long owed) {
            long used = Math.min(resource, owed == Long.MAX_VALUE ? resource : missing(owed));
            cash.merge(SOUTH, used, Long::sum);
            return used;
        }

        private void collect(String debtor, long due) {
            someoneShort |= cash.get(debtor) < due;
            move(debtor, SOUTH, Math.min(due, cash.get(debtor)));
        }

        private void move(String from, String to, long amount) {
            cash.merge(from, -amount, Long::sum);
            cash.merge(to, amount, Long::sum);
        }
    }

    private static List<BigInteger> big(long... values) {
        return java.util.stream.LongStream.of(values)
                .mapToObj(BigInteger::valueOf)
                .toList();
    }
}
