package clearing.kernel.settlement;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.USD;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.settlement.RoundPreview.Entry;
import clearing.kernel.settlement.RoundPreview.Reason;
import clearing.kernel.settlement.RoundPreview.Where;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and of USD, and 1,000,000 shares. */
class RoundPreviewTest {
    private static final int SEEDS = 150;

    @Test
    void a_preview_settles_exactly_what_the_round_settles() {
        int settled = 0;
        int waited = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Consortium ledger = Consortium.funded();
            ledger.found(Rules.constitution(2, rules(random)));
            List<PageId> pages = new ArrayList<>();
            for (int page = 0; page < 3; page++) {
                Trade[] trades = new Trade[1 + random.nextInt(6)];
                for (int i = 0; i < trades.length; i++) {
                    trades[i] = trade(random, "T" + page + i);
                }
                pages.add(ledger.affirmed(page, trades));
            }
            List<Entry> preview = RoundPreview.of(ledger.state(), HK, pages, Consortium.MORNING);
            ledger.as(NORTH, new Command.SettleRound(HK, pages));

            for (Entry entry : preview) {
                boolean did =
                        ledger.tradeState(entry.trade().page(), entry.trade().index()) == TradeState.SETTLED;
                assertThat(entry.step().isPresent())
                        .as("seed " + seed + " " + entry)
                        .isEqualTo(did);
                assertThat(entry.why().isEmpty())
                        .as("seed " + seed + " " + entry)
                        .isEqualTo(did);
                settled += did ? 1 : 0;
                waited += did ? 0 : 1;
            }
        }
        assertThat(settled).isGreaterThan(SEEDS);
        assertThat(waited).isGreaterThan(SEEDS);
    }

    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new LaneStepsRule(HK, LaneStepsRule.Step.values()[random.nextInt(4)]));
        if (random.nextBoolean()) {
            rules.add(new DebitCapRule(SOUTH, "HKD", random.nextInt(100_000_000)));
        }
        if (random.nextBoolean()) {
            rules.add(new BilateralLimitRule(NORTH, SOUTH, "HKD", random.nextInt(200_000_000)));
        }
        return rules;
    }

    private static Trade trade(Random random, String reference) {
        long cents = 1 + random.nextInt(140_000_000);
        Trade trade = switch (random.nextInt(3)) {
            case 0 -> Trades.payment(reference, cents);
            case 1 -> Trades.pvp(reference, cents, 1 + random.nextInt(140_000_000));
            default -> Trades.dvp(reference, 1 + random.nextInt(1_200_000), cents);
        };
        Trade side = random.nextBoolean() ? Trades.with(trade).received() : trade;
        return random.nextInt(4) == 0 ? Trades.with(side).urgent() : side;
    }

    @Test
    void what_is_lacking_is_said_down_to_the_cent_at_position_and_limit() {
        Consortium ledger = Consortium.funded();
        ledger.found(Rules.constitution(
                2,
                List.of(
                        new DebitCapRule(NORTH, "HKD", 50_000_000),
                        new BilateralLimitRule(NORTH, SOUTH, "USD", 40_000_000))));
        PageId page = ledger.affirmed(
                0,
                Trades.payment("T1", 160_000_000),
                Trades.with(Trades.pvp("T2", 70, 40_000_001)).received());

        assertThat(RoundPreview.of(ledger.state(), HK, List.of(page), Consortium.MORNING))
                .extracting(Entry::trade, Entry::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                new TradeId(page, 0),
                                List.of(new Reason.Lacking(
                                        new Where.Position(NORTH, Consortium.HOUSE, HKD),
                                        150_000_000,
                                        10_000_000,
                                        10_000_000))),
                        org.assertj.core.groups.Tuple.tuple(
                                new TradeId(page, 1),
                                List.of(new Reason.Lacking(new Where.Limit(NORTH, SOUTH, USD), 40_000_000, 1, 1))));
    }

    @Test
    void a_preview_changes_nothing() {
        Consortium ledger = Consortium.funded();
        PageId page = ledger.affirmed(0, Trades.payment("T1", 1), Trades.payment("T2", 200_000_000));
        String before = ledger.digest();

        RoundPreview.of(ledger.state(), HK, List.of(page), Consortium.MORNING);
        assertThat(ledger.digest()).isEqualTo(before);
    }
}
