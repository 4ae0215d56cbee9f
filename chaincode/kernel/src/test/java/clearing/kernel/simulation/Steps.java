package clearing.kernel.simulation;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.Consortium;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Chooses what members do next, and says what each command means to the model. */
final class Steps {
    private static final List<String> ASSETS = List.of("HKD", "USD", Consortium.SHARE_CODE);
    private static final List<String> MEMBERS = List.of(NORTH, SOUTH, BANK);

    private final RandomGenerator random;
    private final Model model;
    private final List<TradePage> pages = new ArrayList<>();
    private final List<String[]> payouts = new ArrayList<>();
    private final TradeLifeSteps life;
    private int references;

    Steps(RandomGenerator random, Model model, TradeLifeModel life, Supplier<Instant> clock) {
        this.random = random;
        this.model = model;
        this.life = new TradeLifeSteps(random, model, life, pages, this::reference, clock);
    }

    Step next(String member, int today) {
        if (pages.size() < 3) {
            return record(member, today);
        }
        return switch (random.nextInt(33)) {
            case 0, 1, 29, 30, 31 -> deposit(member);
            case 2 -> requestPayout(member);
            case 3 -> attestPayout(member);
            case 4, 5 -> record(member, today);
            case 6 -> recordAgain(member);
            case 7 -> reverse(member, today);
            case 8, 9 -> decide(member, true);
            case 10 -> random.nextInt(3) == 0 ? decide(member, false) : decide(member, true);
            case 11 -> cancel(member);
            case 12 -> random.nextInt(4) == 0 ? round(true, today) : round(false, today);
            case 13, 14 -> offset(today);
            case 15, 16, 17, 18, 19 -> proposal(today);
            case 20, 21, 22 -> wholeRound(today);
            case 23, 24, 25, 26, 27, 28 -> life.next(member);
            default -> round(false, today);
        };
    }

    /** Accepted alone, by whoever calls. */
    Command harmless(String member) {
        int number = 1_000_000 + references++;
        PageId id = new PageId(HK, member, other(member), number);
        Trade trade = trade(TradeKind.PAYMENT, true, 0, Optional.empty(), 20_000, Optional.empty());
        return new Command.RecordPage(TradePage.of(id, List.of(trade)).encode());
    }

    Command refused(String member) {
        return switch (random.nextInt(4)) {
            case 0 -> new Command.AttestWithdrawal(member, "NEVER-ASKED", true);
            case 1 -> new Command.RequestWithdrawal(reference(), 0, "HKD", 900_000_000_000_000_000L, TODAY);
            case 2 -> new Command.Settle("LN", List.of(PageSelection.all(Consortium.page(0))));
            default -> new Command.RecordPage(new byte[] {1, 0, 0});
        };
    }

    private Step deposit(String member) {
        String reference = random.nextInt(10) == 0 ? "D" + random.nextInt(20) : reference();
        String holder = pick(MEMBERS);
        int account = account(holder);
        String asset = pick(ASSETS);
        long amount = 1 + random.nextInt(2_000);
        Command command = new Command.Deposit(reference, holder, account, asset, amount, TODAY);
        return new Step(Step.Kind.DEPOSIT, command, () -> {
            if (member.equals(BANK)) {
                model.deposit(reference, holder + "/" + account, asset, amount);
            }
        });
    }

    private Step requestPayout(String member) {
        String reference = reference();
        int account = account(member);
        String asset = pick(ASSETS);
        long amount = 1 + random.nextInt(800);
        payouts.add(new String[] {member, reference});
        return new Step(
                Step.Kind.REQUEST_WITHDRAWAL,
                new Command.RequestWithdrawal(reference, account, asset, amount, TODAY),
                () -> model.requestPayout(member, reference, member + "/" + account, asset, amount));
    }

    private Step attestPayout(String member) {
        String[] payout =
                payouts.isEmpty() ? new String[] {NORTH, "NONE"} : payouts.get(random.nextInt(payouts.size()));
        boolean paid = random.nextBoolean();
        return new Step(Step.Kind.ATTEST_WITHDRAWAL, new Command.AttestWithdrawal(payout[0], payout[1], paid), () -> {
            if (member.equals(BANK)) {
                model.attestPayout(payout[0], payout[1], paid);
            }
        });
    }

    private Step record(String member, int today) {
        PageId id = new PageId(HK, member, other(member), pages.size());
        List<Trade> trades = IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> anyTrade(id, today))
                .toList();
        return recorded(Step.Kind.RECORD, TradePage.of(id, trades));
    }

    private Trade anyTrade(PageId id, int today) {
        TradeKind kind = TradeKind.values()[random.nextInt(3)];
        int asset = kind == TradeKind.DVP ? Consortium.SHARE : kind == TradeKind.PVP ? 0 : random.nextInt(3);
        Optional<Leg> payment = switch (kind) {
            case DVP -> Optional.of(Leg.plain(random.nextInt(2), 1 + random.nextInt(600)));
            case PVP -> Optional.of(Leg.plain(1, 1 + random.nextInt(600)));
            case PAYMENT -> Optional.empty();
        };
        int due = today - 1 + random.nextInt(3);
        Trade trade = trade(kind, random.nextBoolean(), asset, payment, due, Optional.empty());
        return Terms.withAccounts(trade, account(id.author()), account(id.counterparty()));
    }

    private Step recordAgain(String member) {
        TradePage page = pick(pages);
        // Of another's page, this is refused; of one's own, it is recognised. The model hears nothing either way.
        return new Step(
                member.equals(page.id().author()) ? Step.Kind.RECORD_AGAIN : Step.Kind.RECORD,
                new Command.RecordPage(page.encode()),
                () -> {});
    }

    /** The other side or the author gives back a settled trade, once; when none can be, records something else. */
    private Step reverse(String member, int today) {
        for (TradePage page : pages) {
            for (int i = 0; i < page.count(); i++) {
                Model.Deal deal = model.deal(dealId(page.id(), i));
                if (deal.state.equals("SETTLED") && !deal.named && page.id().isParty(member)) {
                    return reverse(member, page, i, today);
                }
            }
        }
        return record(member, today);
    }

    private Step reverse(String member, TradePage page, int index, int today) {
        boolean sameAuthor = page.id().author().equals(member);
        String other = sameAuthor ? page.id().counterparty() : page.id().author();
        Trade original = page.trade(index);
        boolean delivers = original.authorDelivers() != sameAuthor;
        Trade mirror = Terms.withAccounts(
                trade(
                        original.kind(),
                        delivers,
                        original.delivery().asset(),
                        original.payment(),
                        today + random.nextInt(2),
                        Optional.of(new Reversal(sameAuthor, page.id().number(), index))),
                sameAuthor ? original.authorAccount() : original.counterpartyAccount(),
                sameAuthor ? original.counterpartyAccount() : original.authorAccount());
        PageId id = new PageId(HK, member, other, pages.size());
        return recorded(Step.Kind.REVERSE, TradePage.of(id, List.of(Terms.amount(mirror, original.delivery()))));
    }

    private Step recorded(Step.Kind kind, TradePage page) {
        pages.add(page);
        return new Step(kind, new Command.RecordPage(page.encode()), () -> {
            for (int i = 0; i < page.count(); i++) {
                model.allege(deal(page, i));
            }
        });
    }

    private Step decide(String member, boolean affirm) {
        TradePage page = pick(pages);
        Selection selection = selection(page);
        Command command = affirm
                ? new Command.Affirm(page.id(), page.contentHash(), selection)
                : new Command.Reject(page.id(), page.contentHash(), selection, RejectReason.OTHER);
        return new Step(affirm ? Step.Kind.AFFIRM : Step.Kind.REJECT, command, () -> {
            if (member.equals(page.id().counterparty())) {
                model.decide(ids(page, selection), affirm);
            }
        });
    }

    private Step cancel(String member) {
        TradePage page = pick(pages);
        Selection selection = selection(page);
        return new Step(Step.Kind.CANCEL, new Command.RequestCancel(page.id(), selection), () -> {
            if (page.id().isParty(member)) {
                model.askCancel(ids(page, selection), member.equals(page.id().author()));
            }
        });
    }

    private Step offset(int today) {
        List<PageSelection> selections = somePages();
        List<String> ids = ids(selections);
        return new Step(Step.Kind.OFFSET, new Command.Offset(HK, selections), () -> model.offset(ids, today));
    }

    private Step wholeRound(int today) {
        List<PageId> named = somePages().stream().map(PageSelection::page).toList();
        Set<String> ids = new TreeSet<>();
        pages.stream()
                .filter(page -> named.contains(page.id()))
                .forEach(page -> ids.addAll(ids(page, Selection.all())));
        return new Step(Step.Kind.SETTLE_ROUND, new Command.SettleRound(HK, named), () -> {
            ids.addAll(model.waitingSince());
            model.round(ids, today);
        });
    }

    /** What would settle, or that with something turned round; the model says whether it may. */
    private Step proposal(int today) {
        List<String> all = new ArrayList<>(ids(somePages()));
        all.removeAll(model.waitingSince());
        all.addAll(model.waitingSince());
        Set<String> wish = new TreeSet<>(new Offsets(model, all, today).resolve());
        for (int turned = random.nextBoolean() ? 1 + random.nextInt(2) : 0; turned > 0; turned--) {
            String id = pick(all);
            if (!wish.remove(id)) {
                wish.add(id);
            }
        }
        List<PageSelection> selections = new ArrayList<>();
        Set<String> named = new TreeSet<>(model.waitingSince());
        for (TradePage page : pages) {
            int[] chosen = IntStream.range(0, page.count())
                    .filter(i -> wish.contains(dealId(page.id(), i)))
                    .toArray();
            if (chosen.length > 0) {
                selections.add(new PageSelection(page.id(), Selection.of(chosen)));
                named.addAll(ids(page, Selection.all()));
            }
        }
        if (selections.isEmpty()) {
            return offset(today);
        }
        boolean accepted = new Offsets(model, named, today).accepts(wish);
        return new Step(
                accepted ? Step.Kind.SETTLE_SET : Step.Kind.REFUSED_SET,
                new Command.SettleSet(HK, selections),
                () -> model.settleSet(accepted ? wish : Set.of(), today));
    }

    private List<PageSelection> somePages() {
        List<PageSelection> selections = new ArrayList<>();
        int start = random.nextInt(pages.size());
        int step = random.nextBoolean() ? 1 : pages.size() - 1;
        for (int i = 0, at = start; i < Math.min(pages.size(), 30); i++, at = (at + step) % pages.size()) {
            TradePage page = pages.get(at);
            Selection selection = random.nextInt(4) == 0 ? selection(page) : Selection.all();
            selections.add(new PageSelection(page.id(), selection));
        }
        return selections;
    }

    private List<String> ids(List<PageSelection> selections) {
        List<String> ids = new ArrayList<>();
        for (PageSelection selection : selections) {
            pages.stream()
                    .filter(page -> page.id().equals(selection.page()))
                    .forEach(page -> ids.addAll(ids(page, selection.selection())));
        }
        return ids;
    }

    private Step round(boolean closing, int today) {
        List<PageSelection> selections = somePages();
        List<String> ids = ids(selections);
        return closing
                ? new Step(
                        Step.Kind.FAIL_OVERDUE,
                        new Command.FailOverdue(HK, selections),
                        () -> model.failOverdue(ids, today))
                : new Step(Step.Kind.SETTLE, new Command.Settle(HK, selections), () -> model.settle(ids, today));
    }

    private Trade trade(
            TradeKind kind, boolean delivers, int asset, Optional<Leg> payment, int due, Optional<Reversal> reverses) {
        LocalDate valueDate = LocalDate.ofEpochDay(due);
        return new Trade(
                kind,
                delivers,
                random.nextInt(5) == 0 ? Priority.URGENT : Priority.NORMAL,
                0,
                0,
                Leg.plain(asset, 1 + random.nextInt(600)),
                payment,
                valueDate,
                valueDate,
                reference(),
                new byte[TradePage.COMMITMENT_BYTES],
                reverses);
    }

    static Model.Deal deal(TradePage page, int index) {
        Trade t = page.trade(index);
        String author = page.id().author() + "/" + t.authorAccount();
        String counterparty = page.id().counterparty() + "/" + t.counterpartyAccount();
        Model.Deal deal = new Model.Deal(
                dealId(page.id(), index),
                t.authorDelivers() ? author : counterparty,
                t.authorDelivers() ? counterparty : author,
                ASSETS.get(t.delivery().asset()),
                t.delivery().minor(),
                t.payment().map(leg -> ASSETS.get(leg.asset())),
                t.payment().map(Leg::minor).orElse(0L),
                t.priority() == Priority.URGENT,
                (int) t.valueDate().toEpochDay(),
                t.reverses().map(r -> dealId(r.target(page.id()).page(), r.index())));
        deal.amends = t.amends().map(a -> dealId(a.target(page.id()).page(), a.index()));
        return deal;
    }

    static String dealId(PageId page, int index) {
        return page.path() + "#" + index;
    }

    private static List<String> ids(TradePage page, Selection selection) {
        return IntStream.range(0, page.count())
                .filter(selection::contains)
                .mapToObj(i -> dealId(page.id(), i))
                .toList();
    }

    private Selection selection(TradePage page) {
        return random.nextBoolean() ? Selection.all() : Selection.of(random.nextInt(page.count()));
    }

    private String other(String member) {
        String other = pick(MEMBERS);
        return other.equals(member) ? MEMBERS.get((MEMBERS.indexOf(member) + 1) % 3) : other;
    }

    private int account(String member) {
        return member.equals(BANK) ? 0 : random.nextInt(2);
    }

    private String reference() {
        return "D" + references++;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
