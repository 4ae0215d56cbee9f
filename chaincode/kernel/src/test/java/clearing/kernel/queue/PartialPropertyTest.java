package clearing.kernel.queue;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.QueueEffect;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random trades far beyond cover, of which some may be divided, settled round by round as money comes in. */
class PartialPropertyTest {
    private static final int SEEDS = 150;
    private static final int ROUNDS = 12;

    private final long seed = Seeds.seed(20_261_201L);

    /** What of one trade has been posted, and by how many rounds. */
    private static final class Posted {
        private long delivered;
        private long paid;
        private int parts;
    }

    @Test
    void parts_sum_to_the_whole_in_proportion_and_only_where_both_allow_them() {
        int divided = 0;
        int completed = 0;
        for (int s = 0; s < SEEDS; s++) {
            RandomGenerator random = Seeds.generator(seed + s);
            Consortium ledger = Consortium.funded();
            List<Trade> trades = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                trades.add(trade(random, "T" + i));
            }
            PageId id = ledger.affirmed(0, trades.toArray(Trade[]::new));
            long[] least = new long[trades.size()];
            for (int i = 0; i < least.length; i++) {
                long north = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(100_000);
                long south = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(100_000);
                allow(ledger, NORTH, id, i, north);
                allow(ledger, SOUTH, id, i, south);
                least[i] = north == 0 || south == 0 ? 0 : Math.max(north, south);
            }
            Posted[] posted = new Posted[least.length];
            for (int i = 0; i < posted.length; i++) {
                posted[i] = new Posted();
            }
            for (int round = 0; round < ROUNDS; round++) {
                String member = random.nextBoolean() ? NORTH : SOUTH;
                String asset = random.nextInt(3) == 0 ? Consortium.SHARE_CODE : "HKD";
                ledger.deposit("D" + round, member, Consortium.HOUSE, asset, 1 + random.nextInt(40_000_000));
                Transition settled =
                        ledger.apply(Consortium.caller(NORTH), Batch.of(new Command.SettleRound(HK, List.of(id))));
                note(settled, posted, least);
                for (int i = 0; i < posted.length; i++) {
                    check(ledger, new TradeId(id, i), trades.get(i), posted[i], least[i]);
                }
            }
            for (int i = 0; i < posted.length; i++) {
                divided += posted[i].parts > 0 ? 1 : 0;
                completed += posted[i].parts > 0 && ledger.tradeState(id, i) == TradeState.SETTLED ? 1 : 0;
            }
        }
        assertThat(divided).isGreaterThan(SEEDS / 2);
        assertThat(completed).isGreaterThan(SEEDS / 10);
    }

    private static void note(Transition settled, Posted[] posted, long[] least) {
        for (Effect effect : settled.effects()) {
            if (effect instanceof QueueEffect.PartSettled part) {
                int i = part.trade().index();
                posted[i].parts++;
                assertThat(least[i]).as("both allow it").isPositive();
                assertThat(part.delivered()).isGreaterThanOrEqualTo(least[i]);
            }
            // The author's side of each leg, delivery first.
            if (effect instanceof Effect.Posted one
                    && one.trade().isPresent()
                    && one.member().equals(NORTH)) {
                Posted to = posted[one.trade().get().index()];
                long amount = Math.abs(one.amount());
                if (one.amount() < 0) {
                    to.delivered += amount;
                } else {
                    to.paid += amount;
                }
            }
        }
    }

    private static void check(Consortium ledger, TradeId id, Trade trade, Posted posted, long least) {
        long whole = trade.delivery().minor();
        long price = trade.payment().orElseThrow().minor();
        // The author delivers in all of them, so what it pays out is the first leg.
        assertThat(BigInteger.valueOf(posted.delivered).multiply(BigInteger.valueOf(price)))
                .as("%s in proportion", id)
                .isEqualTo(BigInteger.valueOf(posted.paid).multiply(BigInteger.valueOf(whole)));
        TradeState state = ledger.tradeState(id.page(), id.index());
        if (state == TradeState.SETTLED) {
            assertThat(posted.delivered).isEqualTo(whole);
        } else {
            assertThat(posted.delivered).isLessThan(whole);
            assertThat(posted.delivered == 0 || least > 0).isTrue();
        }
    }

    private static Trade trade(RandomGenerator random, String reference) {
        long shares = (1 + random.nextInt(40)) * 25_000L;
        long price = (1 + random.nextInt(400)) * 500_000L;
        return Trades.dvp(reference, shares, price);
    }

    private static void allow(Consortium ledger, String member, PageId id, int index, long least) {
        ledger.as(member, new QueueCommand.Control(id, Selection.of(index), new QueueControl.Divide(least)));
    }
}
