package clearing.kernel.queue;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.settlement.RoundPreview.Entry;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Rounds under random wishes against a second reading of the rules: the last word of each party on each matter, kept in plain maps, and a
 * rank made of them anew.
 */
class QueuePropertyTest {
    private static final int SEEDS = 200;
    private static final long NOW = Consortium.MORNING.toEpochMilli();

    private final long seed = Seeds.seed(20_261_130L);

    /** A world with two pages and what each party last said. */
    private static final class World {
        private final Consortium ledger = Consortium.funded();
        private final RandomGenerator random;
        private final Map<TradeId, Trade> trades =
                new TreeMap<>(Comparator.comparing(TradeId::page).thenComparingInt(TradeId::index));
        private final Map<String, QueueControl> last = new TreeMap<>();

        World(RandomGenerator random) {
            this.random = random;
            for (int number = 0; number < 2; number++) {
                Trade[] page = new Trade[1 + random.nextInt(6)];
                for (int i = 0; i < page.length; i++) {
                    page[i] = trade("T" + number + i);
                    trades.put(new TradeId(Consortium.page(number), i), page[i]);
                }
                ledger.affirmed(number, page);
            }
        }

        private Trade trade(String reference) {
            long cents = 1 + random.nextInt(90_000_000);
            Trade trade = switch (random.nextInt(3)) {
                case 0 -> Trades.payment(reference, cents);
                case 1 -> Trades.pvp(reference, cents, 1 + random.nextInt(90_000_000));
                default -> Trades.dvp(reference, 1 + random.nextInt(900_000), cents);
            };
            Trade side = random.nextBoolean() ? Trades.with(trade).received() : trade;
            return random.nextInt(4) == 0 ? Trades.with(side).urgent() : side;
        }

        List<PageId> pages() {
            return List.of(Consortium.page(0), Consortium.page(1));
        }

        boolean gives(TradeId id, String member) {
            Trade trade = trades.get(id);
            return trade.payment().isPresent() || trade.authorDelivers() == member.equals(NORTH);
        }

        /** Somebody asks something for some trade; what it is not allowed is refused. */
        void ask(String member) {
            TradeId id = new ArrayList<>(trades.keySet()).get(random.nextInt(trades.size()));
            long one = random.nextInt(3) == 0 ? 0 : NOW - 50 + random.nextInt(100);
            long other = random.nextInt(2) == 0 ? 0 : NOW - 50 + random.nextInt(100);
            QueueControl control = switch (random.nextInt(5)) {
                case 0 -> new QueueControl.Hold(random.nextInt(3) == 0);
                case 1, 2 -> new QueueControl.Prioritise(QueuePriority.values()[random.nextInt(4)]);
                case 3 -> new QueueControl.Order(random.nextInt(5) - 2);
                default ->
                    new QueueControl.Schedule(
                            other == 0 ? one : Math.min(one, other), other == 0 ? 0 : Math.max(one, other));
            };
            Outcome outcome = ledger.as(member, new QueueCommand.Control(id.page(), Selection.of(id.index()), control));
            assertThat(outcome.code())
                    .isIn(
                            gives(id, member)
                                    ? List.of(ResultCode.OK, ResultCode.ALREADY_RECORDED)
                                    : List.of(ResultCode.NOT_A_PARTY));
            if (outcome.accepted()) {
                last.put(key(id, member, control.getClass()), control);
            }
        }

        private static String key(TradeId id, String member, Class<?> matter) {
            return id + " " + member + " " + matter.getSimpleName();
        }

        private <T extends QueueControl> List<T> said(TradeId id, Class<T> matter) {
            List<T> said = new ArrayList<>();
            for (String member : List.of(NORTH, SOUTH)) {
                Optional.ofNullable(last.get(key(id, member, matter)))
                        .map(matter::cast)
                        .ifPresent(said::add);
            }
            return said;
        }

        boolean keptBack(TradeId id) {
            return said(id, QueueControl.Hold.class).stream().anyMatch(QueueControl.Hold::held)
                    || said(id, QueueControl.Schedule.class).stream()
                            .anyMatch(times -> NOW < times.earliest() || times.latest() > 0 && NOW > times.latest());
        }

        /** 0 urgent, 1 normal, 2 low: the worst that a giver asks for. */
        int urgency(TradeId id) {
            int traded = trades.get(id).priority() == Priority.URGENT ? 0 : 1;
            int worst = 0;
            for (String member : List.of(NORTH, SOUTH)) {
                QueueControl said = last.get(key(id, member, QueueControl.Prioritise.class));
                int asked = said instanceof QueueControl.Prioritise p && p.priority() != QueuePriority.AS_TRADED
                        ? p.priority().ordinal() - 1
                        : traded;
                worst = gives(id, member) ? Math.max(worst, asked) : worst;
            }
            return worst;
        }

        int place(TradeId id) {
            int last = Integer.MIN_VALUE;
            for (String member : List.of(NORTH, SOUTH)) {
                QueueControl said = this.last.get(key(id, member, QueueControl.Order.class));
                int asked = said instanceof QueueControl.Order o ? o.place() : 0;
                last = gives(id, member) ? Math.max(last, asked) : last;
            }
            return last;
        }

        /** What a round looks at, in its rank. */
        List<TradeId> ranked() {
            return trades.keySet().stream()
                    .filter(id -> !keptBack(id))
                    .sorted(Comparator.comparingInt(this::urgency)
                            .thenComparingInt(this::place)
                            .thenComparing(TradeId::page)
                            .thenComparingInt(TradeId::index))
                    .toList();
        }

        List<Entry> preview() {
            return RoundPreview.of(ledger.state(), HK, pages(), Consortium.MORNING);
        }

        List<TradeId> rankedByTheLedger() {
            return preview().stream()
                    .map(Entry::trade)
                    .filter(id -> !keptBack(id))
                    .toList();
        }

        Outcome propose(Set<TradeId> trades) {
            List<PageSelection> selections = new ArrayList<>();
            for (PageId page : pages()) {
                int[] of = trades.stream()
                        .filter(id -> id.page().equals(page))
                        .mapToInt(TradeId::index)
                        .toArray();
                if (of.length > 0) {
                    selections.add(new PageSelection(page, Selection.of(of)));
                }
            }
            return ledger.attempt(
                            Consortium.caller(SOUTH), clearing.kernel.Batch.of(new Command.SettleSet(HK, selections)))
                    .outcomes()
                    .getFirst();
        }
    }

    @Test
    void rounds_previews_and_proposals_follow_the_last_word_of_each_party() {
        int keptBack = 0;
        int proposals = 0;
        for (int round = 0; round < SEEDS; round++) {
            World world = new World(Seeds.generator(seed + round));
            for (int asks = world.random.nextInt(16); asks > 0; asks--) {
                world.ask(world.random.nextBoolean() ? NORTH : SOUTH);
            }
            String hint = Seeds.hint(seed + round);
            List<TradeId> ranked = world.ranked();
            List<Entry> preview = world.preview();
            assertThat(preview.stream().limit(ranked.size()).map(Entry::trade))
                    .as(hint)
                    .isEqualTo(ranked);
            assertThat(preview).as(hint).hasSize(world.trades.size());
            assertThat(preview.stream().skip(ranked.size()))
                    .as(hint)
                    .allMatch(entry -> entry.step().isEmpty() && world.keptBack(entry.trade()));

            Set<TradeId> settle = new HashSet<>();
            preview.stream().filter(entry -> entry.step().isPresent()).forEach(entry -> settle.add(entry.trade()));
            if (!settle.isEmpty()) {
                proposals++;
                assertThat(world.propose(settle).code()).as(hint).isEqualTo(ResultCode.OK);
            }
            for (TradeId held : world.trades.keySet()) {
                if (world.keptBack(held)) {
                    keptBack++;
                    Set<TradeId> more = new HashSet<>(settle);
                    more.add(held);
                    assertThat(world.propose(more).code()).as(hint).isEqualTo(ResultCode.PROPOSAL_STALE);
                }
            }
            world.ledger.as(NORTH, new Command.SettleRound(HK, world.pages()));
            LaneWishes left = LaneWishes.decode(HK, world.ledger.state().get(Keys.wishes(HK)));
            for (TradeId id : world.trades.keySet()) {
                boolean settled = world.ledger.tradeState(id.page(), id.index()) == TradeState.SETTLED;
                assertThat(settled).as(hint + " " + id).isEqualTo(settle.contains(id));
                assertThat(settled && !left.of(id).equals(Wishes.NONE)).as(hint).isFalse();
            }
        }
        assertThat(keptBack).isGreaterThan(SEEDS / 2);
        assertThat(proposals).isGreaterThan(SEEDS / 2);
    }

    @Test
    void nobody_is_overtaken_at_what_it_gives_by_the_will_of_another() {
        int moved = 0;
        for (int round = 0; round < SEEDS; round++) {
            World world = new World(Seeds.generator(seed + round));
            List<TradeId> before = world.rankedByTheLedger();
            for (int asks = 0; asks < 12; asks++) {
                world.ask(NORTH);
            }
            List<TradeId> after = world.rankedByTheLedger();
            for (TradeId first : before) {
                for (TradeId second : before.subList(before.indexOf(first) + 1, before.size())) {
                    boolean overtaken = after.contains(first)
                            && after.contains(second)
                            && after.indexOf(second) < after.indexOf(first);
                    moved += overtaken ? 1 : 0;
                    if (overtaken && world.gives(first, SOUTH) && world.gives(second, SOUTH)) {
                        assertThat(world.gives(first, NORTH))
                                .as(Seeds.hint(seed + round) + " " + second + " before " + first)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(moved).isGreaterThan(SEEDS);
    }
}
