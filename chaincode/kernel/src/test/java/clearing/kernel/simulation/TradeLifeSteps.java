package clearing.kernel.simulation;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.Consortium;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.simulation.Model.Deal;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Steps of matching, amending, allocating and holding; each falls back to another when there is nothing to do it with. */
final class TradeLifeSteps {
    private static final List<String> MEMBERS = List.of(NORTH, SOUTH, BANK);
    private static final List<String> ASSETS = List.of("HKD", "USD", Consortium.SHARE_CODE);

    private final RandomGenerator random;
    private final Model model;
    private final TradeLifeModel life;
    private final List<TradePage> pages;
    private final Supplier<String> references;
    private final Supplier<Instant> clock;
    private final List<Instructed> instructed = new ArrayList<>();
    private final List<String[]> holds = new ArrayList<>();

    /** A page of instructions, and for each the trade that it is about. */
    private record Instructed(TradePage page, TradePage about) {}

    TradeLifeSteps(
            RandomGenerator random,
            Model model,
            TradeLifeModel life,
            List<TradePage> pages,
            Supplier<String> references,
            Supplier<Instant> clock) {
        this.random = random;
        this.model = model;
        this.life = life;
        this.pages = pages;
        this.references = references;
        this.clock = clock;
    }

    Step next(String member) {
        return switch (random.nextInt(9)) {
            case 0 -> hold(member);
            case 1 -> post(member);
            case 2 -> release(member);
            case 3 -> instruct(member);
            case 4, 5 -> match(member);
            case 6 -> random.nextInt(3) == 0 ? withdraw(member) : match(member);
            case 7 -> amend(member);
            default -> allocate(member);
        };
    }

    private Step hold(String member) {
        String beneficiary = MEMBERS.get((MEMBERS.indexOf(member) + 1 + random.nextInt(2)) % 3);
        int account = account(member);
        int to = account(beneficiary);
        String asset = ASSETS.get(random.nextInt(3));
        long amount = 1 + random.nextInt(400);
        String reference = references.get();
        Instant deadline = clock.get().plus(Duration.ofMinutes(1 + random.nextInt(600)));
        holds.add(new String[] {member, reference, beneficiary});
        return new Step(
                Step.Kind.HOLD,
                new Command.PlaceHold(reference, account, asset, amount, beneficiary, to, deadline),
                () -> life.hold(
                        member, reference, member + "/" + account, asset, amount, beneficiary + "/" + to, deadline));
    }

    private Step post(String member) {
        String[] hold = anyHold(member);
        long amount = 1 + random.nextInt(300);
        Instant now = clock.get();
        return new Step(
                Step.Kind.POST_HOLD,
                new Command.PostHold(hold[0], hold[1], amount),
                () -> life.post(member, hold[0], hold[1], amount, now));
    }

    private Step release(String member) {
        String[] hold = anyHold(member);
        Instant now = clock.get();
        return new Step(
                Step.Kind.RELEASE_HOLD,
                new Command.ReleaseHold(hold[0], hold[1]),
                () -> life.release(member, hold[0], hold[1], now));
    }

    /** Mostly one of which the member is the beneficiary. */
    private String[] anyHold(String member) {
        List<String[]> own = holds.stream().filter(h -> h[2].equals(member)).toList();
        List<String[]> some = own.isEmpty() || random.nextInt(4) == 0 ? holds : own;
        return some.isEmpty() ? new String[] {NORTH, "NONE", SOUTH} : some.get(random.nextInt(some.size()));
    }

    private Step instruct(String member) {
        List<TradePage> against =
                pages.stream().filter(p -> p.id().counterparty().equals(member)).toList();
        if (against.isEmpty()) {
            return hold(member);
        }
        // Mostly about what came last: older trades are affirmed or closed.
        int back = Math.min(against.size(), 1 + random.nextInt(5));
        TradePage about = against.get(against.size() - back);
        PageId id = new PageId(HK, member, about.id().author(), instructed.size());
        List<Trade> views = about.trades().stream().map(this::view).toList();
        TradePage page = TradePage.of(id, views);
        instructed.add(new Instructed(page, about));
        return new Step(Step.Kind.INSTRUCT, new Command.Instruct(Blob.of(page.encode())), () -> {
            for (int i = 0; i < page.count(); i++) {
                life.instruct(Steps.dealId(id, i), neutral(page.trade(i), id.author(), id.counterparty()));
            }
        });
    }

    /** The other side's view of a trade, sometimes with another amount. */
    private Trade view(Trade t) {
        long wrong = random.nextInt(4) == 0 ? 1 : 0;
        return new Trade(
                t.kind(),
                !t.authorDelivers(),
                t.priority(),
                t.counterpartyAccount(),
                t.authorAccount(),
                Leg.plain(t.delivery().asset(), t.delivery().minor() + wrong),
                t.payment(),
                t.tradeDate(),
                t.valueDate(),
                t.reference(),
                t.commitment(),
                Optional.empty());
    }

    private Step match(String member) {
        if (instructed.isEmpty()) {
            return hold(member);
        }
        int back = Math.min(instructed.size(), 1 + random.nextInt(4));
        Instructed chosen = instructed.get(instructed.size() - back);
        PageId trades = chosen.about().id();
        List<Command.Pair> pairs = new ArrayList<>();
        List<String[]> onModel = new ArrayList<>();
        int only = random.nextInt(3) == 0 ? -1 : random.nextInt(chosen.page().count());
        for (int i = 0; i < chosen.page().count(); i++) {
            if (only < 0 || i == only) {
                pairs.add(new Command.Pair(i, i));
                onModel.add(new String[] {
                    Steps.dealId(trades, i),
                    Steps.dealId(chosen.page().id(), i),
                    neutral(chosen.about().trade(i), trades.author(), trades.counterparty())
                });
            }
        }
        return new Step(Step.Kind.MATCH, new Command.Match(trades, chosen.page().id(), pairs), () -> {
            if (trades.isParty(member)) {
                life.match(onModel);
            }
        });
    }

    private Step withdraw(String member) {
        if (instructed.isEmpty()) {
            return hold(member);
        }
        TradePage page = instructed.get(random.nextInt(instructed.size())).page();
        int index = random.nextInt(page.count());
        return new Step(Step.Kind.WITHDRAW, new Command.WithdrawInstructions(page.id(), Selection.of(index)), () -> {
            if (page.id().author().equals(member)) {
                life.withdraw(List.of(Steps.dealId(page.id(), index)));
            }
        });
    }

    /** Proposes another amount for an open trade of the member's own. */
    private Step amend(String member) {
        for (int p = pages.size() - 1; p >= 0; p--) {
            TradePage page = pages.get(p);
            for (int i = 0; i < page.count() && page.id().author().equals(member); i++) {
                Deal deal = model.deal(Steps.dealId(page.id(), i));
                boolean proposal = deal.amends.isPresent() && deal.state.equals("ALLEGED");
                if (!deal.isFinal() && !proposal && deal.reverses.isEmpty()) {
                    PageId id = new PageId(HK, member, page.id().counterparty(), pages.size());
                    Trade old = page.trade(i);
                    Trade amended = parted(old, old.delivery().minor() + 1, old.payment(), old.authorAccount())
                            .amending(new Amendment(page.id().number(), i));
                    TradePage proposed = TradePage.of(id, List.of(amended));
                    pages.add(proposed);
                    return new Step(
                            Step.Kind.AMEND,
                            new Command.RecordPage(proposed.encode()),
                            () -> model.allege(Steps.deal(proposed, 0)));
                }
            }
        }
        return hold(member);
    }

    private Step allocate(String member) {
        for (int p = pages.size() - 1; p >= 0; p--) {
            TradePage page = pages.get(p);
            for (int i = 0; i < page.count() && page.id().isParty(member); i++) {
                Deal deal = model.deal(Steps.dealId(page.id(), i));
                Trade trade = page.trade(i);
                boolean waits = deal.state.equals("AFFIRMED") || deal.state.equals("QUEUED");
                boolean divisible = trade.delivery().minor() > 1
                        && trade.payment().map(leg -> leg.minor() > 1).orElse(true);
                if (waits && divisible && deal.reverses.isEmpty()) {
                    return allocate(member, page, i);
                }
            }
        }
        return hold(member);
    }

    private Step allocate(String member, TradePage page, int index) {
        Trade block = page.trade(index);
        boolean author = page.id().author().equals(member);
        long first = 1 + random.nextInt((int) block.delivery().minor() - 1);
        long wrong = random.nextInt(4) == 0 ? 1 : 0;
        PageId id = new PageId(
                HK, member, author ? page.id().counterparty() : page.id().author(), 2_000_000 + pages.size());
        List<Trade> parts = new ArrayList<>();
        parts.add(part(block, first, block.payment().map(leg -> Leg.plain(leg.asset(), 1)), author, member));
        parts.add(part(
                block,
                block.delivery().minor() - first + wrong,
                block.payment().map(leg -> Leg.plain(leg.asset(), leg.minor() - 1)),
                author,
                member));
        TradePage split = TradePage.of(id, parts);
        if (wrong == 0) {
            pages.add(split);
        }
        String blockId = Steps.dealId(page.id(), index);
        return new Step(
                wrong == 0 ? Step.Kind.ALLOCATE : Step.Kind.REFUSED_ALLOCATION,
                new Command.Allocate(page.id(), index, Blob.of(split.encode())),
                () -> life.allocate(
                        blockId,
                        IntStream.range(0, split.count())
                                .mapToObj(i -> Steps.deal(split, i))
                                .toList()));
    }

    private Trade part(Trade block, long delivered, Optional<Leg> payment, boolean byAuthor, String member) {
        int account = account(member);
        return new Trade(
                block.kind(),
                block.authorDelivers() == byAuthor,
                block.priority(),
                account,
                byAuthor ? block.counterpartyAccount() : block.authorAccount(),
                Leg.plain(block.delivery().asset(), delivered),
                payment,
                block.tradeDate(),
                block.valueDate(),
                references.get(),
                block.commitment(),
                Optional.empty());
    }

    private Trade parted(Trade t, long delivered, Optional<Leg> payment, int account) {
        return new Trade(
                t.kind(),
                t.authorDelivers(),
                t.priority(),
                account,
                t.counterpartyAccount(),
                Leg.plain(t.delivery().asset(), delivered),
                payment,
                t.tradeDate(),
                t.valueDate(),
                t.reference(),
                t.commitment(),
                Optional.empty());
    }

    /** What a trade says, whichever side wrote it: the model compares texts where the kernel compares fields. */
    private static String neutral(Trade t, String author, String counterparty) {
        String own = author + "/" + t.authorAccount();
        String other = counterparty + "/" + t.counterpartyAccount();
        return String.join(
                "|",
                t.kind().name(),
                t.authorDelivers() ? own + ">" + other : other + ">" + own,
                t.delivery().toString(),
                t.payment().toString(),
                t.tradeDate().toString(),
                t.valueDate().toString(),
                t.reference());
    }

    private int account(String member) {
        return member.equals(BANK) ? 0 : random.nextInt(2);
    }
}
