package clearing.reconcile;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The matching engine of one member. Give it facts in any order; each answer lists what changed, to be stored with the fact.
 *
 * <pre>{@code
 * Reconciler engine = new Reconciler(Rules.standard(amounts));
 * store(engine.onPosting(posting));
 * store(engine.onBooking(booking));
 * store(engine.onUnsettled(trade));
 * store(engine.closeDay(LocalDate.of(2026, 11, 23)));
 * }</pre>
 *
 * <p>The state is a function of the facts and the last closed day, so {@link #restore} rebuilds it from them. Not thread-safe: one
 * owner calls it.
 */
public final class Reconciler {
    /** How the id of an agreement begins that a rule has made; then comes its first item. */
    public static final String BY_RULE = "R:";

    private final Judge judge;
    private final NavigableMap<LocalDate, List<Case>> waiting = new TreeMap<>();
    private final Agreements agreements = new Agreements();
    private final LonePairs lonePairs = new LonePairs();
    private final Telling telling;
    private final RuleRun rules;
    final Front front;
    final CaseIndex cases;
    final boolean simple;
    final ItemBatch single;
    private LocalDate closedThrough = LocalDate.MIN;

    /** By references alone. */
    public Reconciler(Rules rules) {
        this(rules, RuleBook.STANDARD);
    }

    /** By references first, and at the close of a day by the rules over what is broken. */
    public Reconciler(Rules rules, RuleBook book) {
        this(rules, book, new SecureRandom().nextLong(), true);
    }

    /**
     * The same.
     *
     * @param seed of the hash of references, on which speed depends and no result
     * @param simple whether simple references are kept as numbers; without, each is a case, which says the same
     */
    Reconciler(Rules rules, RuleBook book, long seed, boolean simple) {
        this.rules = new RuleRun(book);
        Ledger ledger = new Ledger();
        judge = new Judge(rules);
        telling = new Telling(rules, judge, lonePairs, ledger);
        front = new Front(rules, ledger, seed);
        cases = new CaseIndex(front, this::remember);
        single = front.batch();
        this.simple = simple;
    }

    /**
     * Rebuilds the engine from stored facts without telling anything again. Give all items of every reference that has an item
     * which is not matched, and the matched ones for as long as a second entry for them is to be recognised as a duplicate.
     *
     * @param closedThrough the last closed day, {@link LocalDate#MIN} for none
     * @param opened first day of the books by account
     */
    public static Reconciler restore(
            Rules rules,
            LocalDate closedThrough,
            Map<AccountKey, LocalDate> opened,
            Collection<? extends Item> items,
            Collection<UnsettledTrade> unsettled) {
        return restore(rules, closedThrough, opened, items, unsettled, List.of(), RuleBook.STANDARD);
    }

    /**
     * The same, with the agreements that stand, those that rules have made included, and the rules from now on.
     *
     * @param agreements whose items are all among {@code items}
     * @throws AgreementRefused when two of them hold one item, or one holds an item that is not given
     */
    public static Reconciler restore(
            Rules rules,
            LocalDate closedThrough,
            Map<AccountKey, LocalDate> opened,
            Collection<? extends Item> items,
            Collection<UnsettledTrade> unsettled,
            Collection<Agreement> agreements,
            RuleBook book) {
        Restoring restoring = restoring(rules, book, closedThrough, opened);
        items.forEach(restoring::item);
        unsettled.forEach(restoring::unsettled);
        agreements.forEach(restoring::agreement);
        return restoring.done();
    }

    /** Begins to rebuild an engine, for more items than one would hold in a list. */
    public static Restoring restoring(
            Rules rules, RuleBook book, LocalDate closedThrough, Map<AccountKey, LocalDate> opened) {
        return new Restoring(new Reconciler(rules, book), closedThrough, opened);
    }

    void beginRestore(LocalDate closed, Map<AccountKey, LocalDate> opened) {
        closedThrough = closed;
        front.closed(closed);
        front.restore();
        opened.forEach(judge::open);
        opened.forEach(front::open);
    }

    /** A posting of the chain to an account of this member. Given again, it changes nothing. */
    public List<Verdict> onPosting(Posting posting) {
        return onItem(posting);
    }

    /** An entry of the books. Given again, it changes nothing. */
    public List<Verdict> onBooking(Booking booking) {
        return onItem(booking);
    }

    /**
     * An entry of the books does not stand: all is as if it had never come. One that did not come, or was withdrawn, changes nothing.
     */
    public List<Verdict> onWithdrawn(Booking booking) {
        List<Verdict> verdicts = new ArrayList<>();
        agreementOn(booking).ifPresent(agreement -> verdicts.addAll(undo(agreement)));
        cases.thatHolds(booking).ifPresent(from -> {
            cases.forget(from, booking);
            Set<Case> touched = new LinkedHashSet<>();
            Withdrawal.takeApart(from, booking, cases::ofReference, item -> cases.of(item, touched), touched);
            verdicts.addAll(Withdrawal.worded(booking, rejudge(touched)));
        });
        return verdicts;
    }

    /** The agreement that the entry is in; withdrawing the entry undoes it. */
    public Optional<String> agreementOn(Booking booking) {
        return agreements.holding(booking).flatMap(held -> held.agreement).map(Agreement::id);
    }

    /** A trade that ended without settlement. */
    public List<Verdict> onUnsettled(UnsettledTrade trade) {
        String reference = References.normalise(trade.reference());
        if (reference.isEmpty()) {
            return List.of();
        }
        Case target = cases.ofReference(reference);
        target.addUnsettled(reference);
        return rejudge(Set.of(target));
    }

    /**
     * Puts items together whatever their references say, until it is undone. Given again, it changes nothing.
     *
     * @throws AgreementRefused when an item is unknown or in a match already, or the id is taken; nothing has changed
     */
    public List<Verdict> agree(Agreement agreement) {
        Optional<Agreement> known = agreements.of(agreement.id());
        if (known.isPresent()) {
            if (known.get().equals(agreement)) {
                return List.of();
            }
            throw new AgreementRefused(
                    AgreementRefused.Reason.ID_TAKEN, "Another agreement is called " + agreement.id() + ".");
        }
        agreements.checkUnmatched(agreement, cases::thatHolds);
        Set<Case> touched = new LinkedHashSet<>();
        bind(agreement, touched);
        return rejudge(touched);
    }

    /**
     * Takes an agreement back: its items are judged again, each by its own reference.
     *
     * @throws AgreementRefused when no agreement of that id stands; nothing has changed
     */
    public List<Verdict> undo(String agreementId) {
        Agreement agreement = agreements
                .of(agreementId)
                .orElseThrow(() -> new AgreementRefused(
                        AgreementRefused.Reason.UNKNOWN_AGREEMENT, "No agreement " + agreementId + " stands."));
        Set<Case> touched = new LinkedHashSet<>();
        Case bound = agreements.remove(agreement);
        touched.add(bound);
        for (Item item : agreement.items()) {
            Case home = cases.of(item, touched);
            home.note(bound.local.getFirst(), false);
            home.add(item);
            touched.add(home);
        }
        return rejudge(touched);
    }

    /** People say that the references of these bookings do not count: what they match by them ends, and no reference makes it again. */
    public List<Verdict> setAside(List<Booking> bookings) {
        return Withdrawal.parted(bookings, agreements, cases, this::rejudge);
    }

    /** Refuses an agreement on items that are not known or bound already. */
    void check(Agreement agreement) {
        agreements.check(agreement, cases::thatHolds);
    }

    /** Moves the items into a case of their own. */
    void bind(Agreement agreement, Set<Case> touched) {
        agreements.bind(agreement, cases::thatHolds, touched);
    }

    /**
     * The books of an account begin on {@code firstDay}, the date of the opening balance of their first statement. Postings of
     * earlier value dates that no entry books are then part of that balance. Of several days the earliest counts.
     */
    public List<Verdict> onBooksOpened(AccountKey key, LocalDate firstDay) {
        if (!judge.open(key, firstDay)) {
            return List.of();
        }
        VerdictSink.Collected verdicts = new VerdictSink.Collected();
        Set<Case> concerned = new LinkedHashSet<>();
        front.opened(key, firstDay, verdicts, reference -> concerned.add(cases.ofReference(reference)));
        for (Case each : cases.all()) {
            if (each.hasUnbooked(key)) {
                concerned.add(each);
            }
        }
        verdicts.verdicts(rejudge(concerned));
        return verdicts.all();
    }

    /**
     * Closes all days up to {@code asOf}: what has no other side by then is broken. A day that is closed already stays closed.
     *
     * @return the changes, most of them breaks of missing items and of mistyped references
     */
    public List<Verdict> closeDay(LocalDate asOf) {
        if (asOf.isAfter(closedThrough)) {
            closedThrough = asOf;
            front.closed(asOf);
        }
        Set<Case> due = new LinkedHashSet<>(cases.unjudged);
        front.overdue(reference -> due.add(cases.ofReference(reference)));
        Map<LocalDate, List<Case>> passed = waiting.headMap(closedThrough, true);
        for (List<Case> cases : passed.values()) {
            for (Case each : cases) {
                if (each.isProvisional()) {
                    due.add(each);
                }
            }
        }
        passed.clear();
        Set<Case> affected = judge(due);
        rules.run(this::bind, this::judge, affected);
        return tell(affected);
    }

    /** The rules over what is broken now, as at the close of a day. */
    public List<Verdict> runRules() {
        Set<Case> affected = new LinkedHashSet<>();
        rules.run(this::bind, this::judge, affected);
        return tell(affected);
    }

    /**
     * The items of the proposal are never put together by a rule again, nor suggested.
     *
     * @param proposalKey {@link Proposal#key}
     */
    public void decline(String proposalKey) {
        rules.decline(proposalKey);
    }

    /** What rules would put together, as of the last close of a day; a person decides. */
    public List<Proposal> suggestions() {
        return rules.suggestions();
    }

    /** The last closed day, {@link LocalDate#MIN} for none. */
    public LocalDate closedThrough() {
        return closedThrough;
    }

    /** Counts and sums per account and asset, in the order of their keys. */
    public List<Completeness> completeness() {
        return telling.completeness();
    }

    /** The open breaks in the order of their ids. */
    public List<Break> openBreaks() {
        return telling.openBreaks();
    }

    /** An empty batch of this engine's. */
    public ItemBatch batch() {
        return front.batch();
    }

    /**
     * Items as columns, as if each had been given by itself, in their order.
     *
     * @param batch made by {@link #batch()} of this engine; it is not changed
     */
    public void onBatch(ItemBatch batch, VerdictSink sink) {
        if (simple) {
            front.take(batch, sink, item -> sink.verdicts(onCase(item)));
        } else {
            for (int i = 0; i < batch.size(); i++) {
                sink.verdicts(onCase(batch.item(i)));
            }
        }
    }

    private List<Verdict> onItem(Item item) {
        single.clear();
        if (!single.add(item)) {
            return onCase(item);
        }
        VerdictSink.Collected verdicts = new VerdictSink.Collected();
        onBatch(single, verdicts);
        return verdicts.all();
    }

    private List<Verdict> onCase(Item item) {
        if (agreements.holding(item).isPresent()) {
            return List.of();
        }
        Set<Case> touched = new LinkedHashSet<>(2);
        Case target = cases.of(item, touched);
        if (target.contains(item)) {
            return touched.isEmpty() ? List.of() : rejudge(touched);
        }
        target.add(item);
        if (target.size() > Case.LARGE && target.size() - target.judgedSize < target.judgedSize / 4) {
            // A reference that so many items share identifies little; judging it by quarters keeps the cost per item
            // bounded.
            cases.unjudged.add(target);
            touched.remove(target);
            List<Verdict> verdicts = new ArrayList<>(rejudge(touched));
            verdicts.addAll(telling.wait(target, item));
            return verdicts;
        }
        touched.add(target);
        return rejudge(touched);
    }

    List<Verdict> rejudge(Set<Case> judged) {
        return tell(judge(judged));
    }

    /** The cases, and those that change with them. */
    private Set<Case> judge(Set<Case> judged) {
        Set<Case> affected = new LinkedHashSet<>(judged);
        for (Case each : judged) {
            List<Finding> before = each.local;
            each.local = judge.judge(each, closedThrough);
            each.judgedSize = each.size();
            cases.unjudged.remove(each);
            rules.note(each);
            lonePairs.note(each, before, affected);
        }
        return affected;
    }

    private List<Verdict> tell(Set<Case> affected) {
        List<Verdict> verdicts = telling.tell(affected);
        for (Case each : affected) {
            remember(each);
        }
        return verdicts;
    }

    /** Notes the days on whose close the case is to be judged again. */
    private void remember(Case of) {
        for (Finding finding : of.told) {
            if (finding.isProvisional()) {
                LocalDate due = judge.dueOn(finding.anchor());
                if (due.isAfter(closedThrough) && !due.equals(of.noted)) {
                    of.noted = due;
                    waiting.computeIfAbsent(due, day -> new ArrayList<>()).add(of);
                }
            }
        }
    }
}
