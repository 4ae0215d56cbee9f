package clearing.reconcile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    private final Judge judge;
    private final Map<String, Case> byReference = new HashMap<>();
    private final Map<String, Case> withoutReference = new HashMap<>();
    private final NavigableMap<LocalDate, List<Case>> waiting = new TreeMap<>();
    private final Set<Case> unjudged = new LinkedHashSet<>();
    private final Agreements agreements = new Agreements();
    private final LonePairs lonePairs = new LonePairs();
    private final Telling telling;
    private LocalDate closedThrough = LocalDate.MIN;

    public Reconciler(Rules rules) {
        judge = new Judge(rules);
        telling = new Telling(rules, judge, lonePairs);
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
        return restore(rules, closedThrough, opened, items, unsettled, List.of());
    }

    /**
     * The same, with the agreements that stand.
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
            Collection<Agreement> agreements) {
        Reconciler engine = new Reconciler(rules);
        engine.closedThrough = closedThrough;
        opened.forEach(engine.judge::open);
        Set<Case> touched = new LinkedHashSet<>();
        for (Item item : items) {
            Case target = engine.caseOf(item, touched);
            if (!target.contains(item)) {
                target.add(item);
                touched.add(target);
            }
        }
        for (UnsettledTrade trade : unsettled) {
            engine.caseOfReference(References.normalise(trade.reference()))
                    .addUnsettled(References.normalise(trade.reference()));
        }
        for (Agreement agreement : agreements) {
            engine.check(agreement);
            engine.bind(agreement, touched);
        }
        touched.addAll(engine.byReference.values());
        engine.rejudge(touched);
        return engine;
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
        caseThatHolds(booking).ifPresent(from -> {
            Withdrawal.forget(from, booking, byReference, withoutReference, unjudged);
            Set<Case> touched = new LinkedHashSet<>();
            Withdrawal.takeApart(from, booking, this::caseOfReference, item -> caseOf(item, touched), touched);
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
        Case target = caseOfReference(reference);
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
        check(agreement);
        for (Item item : agreement.items()) {
            if (caseThatHolds(item).filter(held -> held.isMatched(item)).isPresent()) {
                throw alreadyMatched(item);
            }
        }
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
            Case home = caseOf(item, touched);
            home.note(bound.local.getFirst(), false);
            home.add(item);
            touched.add(home);
        }
        return rejudge(touched);
    }

    /** Refuses an agreement on items that are not known or bound already. */
    private void check(Agreement agreement) {
        for (Item item : agreement.items()) {
            if (agreements.holding(item).isPresent()) {
                throw alreadyMatched(item);
            }
            if (caseThatHolds(item).isEmpty()) {
                throw new AgreementRefused(
                        AgreementRefused.Reason.UNKNOWN_ITEM, "There is no " + name(item) + " of that content.");
            }
        }
    }

    private static AgreementRefused alreadyMatched(Item item) {
        return new AgreementRefused(
                AgreementRefused.Reason.ALREADY_MATCHED,
                "The " + name(item) + " is in a match already; an item is matched once only.");
    }

    private static String name(Item item) {
        return (item.side() == Side.CHAIN ? "posting " : "entry ") + item.id();
    }

    /** Moves the items into a case of their own. */
    private void bind(Agreement agreement, Set<Case> touched) {
        Case bound = agreements.put(agreement);
        Finding agreed = judge.judge(bound, closedThrough).getFirst();
        for (Item item : agreement.items()) {
            Case home = caseThatHolds(item).orElseThrow();
            home.remove(item);
            home.note(agreed, true);
            touched.add(home);
        }
        touched.add(bound);
    }

    /** The case that holds an item by its reference; changes nothing. */
    private Optional<Case> caseThatHolds(Item item) {
        String reference = "";
        for (String each : item.references()) {
            reference = reference.isEmpty() ? References.normalise(each) : reference;
        }
        Case home = reference.isEmpty() ? withoutReference.get(Case.key(item)) : byReference.get(reference);
        return Optional.ofNullable(home).filter(held -> held.contains(item));
    }

    /**
     * The books of an account begin on {@code firstDay}, the date of the opening balance of their first statement. Postings of
     * earlier value dates that no entry books are then part of that balance. Of several days the earliest counts.
     */
    public List<Verdict> onBooksOpened(AccountKey key, LocalDate firstDay) {
        if (!judge.open(key, firstDay)) {
            return List.of();
        }
        Set<Case> concerned = new LinkedHashSet<>();
        for (Case each : byReference.values()) {
            if (each.hasUnbooked(key)) {
                concerned.add(each);
            }
        }
        return rejudge(concerned);
    }

    /**
     * Closes all days up to {@code asOf}: what has no other side by then is broken. A day that is closed already stays closed.
     *
     * @return the changes, most of them breaks of missing items and of mistyped references
     */
    public List<Verdict> closeDay(LocalDate asOf) {
        if (asOf.isAfter(closedThrough)) {
            closedThrough = asOf;
        }
        Set<Case> due = new LinkedHashSet<>(unjudged);
        Map<LocalDate, List<Case>> passed = waiting.headMap(closedThrough, true);
        for (List<Case> cases : passed.values()) {
            for (Case each : cases) {
                if (each.isProvisional()) {
                    due.add(each);
                }
            }
        }
        passed.clear();
        return rejudge(due);
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

    private List<Verdict> onItem(Item item) {
        if (agreements.holding(item).isPresent()) {
            return List.of();
        }
        Set<Case> touched = new LinkedHashSet<>(2);
        Case target = caseOf(item, touched);
        if (target.contains(item)) {
            return touched.isEmpty() ? List.of() : rejudge(touched);
        }
        target.add(item);
        if (target.size() > Case.LARGE && target.size() - target.judgedSize < target.judgedSize / 4) {
            // A reference that so many items share identifies little; judging it by quarters keeps the cost per item
            // bounded.
            unjudged.add(target);
            touched.remove(target);
            List<Verdict> verdicts = new ArrayList<>(rejudge(touched));
            verdicts.addAll(telling.wait(target, item));
            return verdicts;
        }
        touched.add(target);
        return rejudge(touched);
    }

    private List<Verdict> rejudge(Set<Case> cases) {
        Set<Case> affected = new LinkedHashSet<>(cases);
        for (Case each : cases) {
            List<Finding> before = each.local;
            each.local = judge.judge(each, closedThrough);
            each.judgedSize = each.size();
            unjudged.remove(each);
            enterMissing(each, before, affected);
        }
        List<Verdict> verdicts = telling.tell(affected);
        for (Case each : affected) {
            remember(each);
        }
        return verdicts;
    }

    private void enterMissing(Case of, List<Finding> before, Set<Case> affected) {
        for (Finding finding : before) {
            if (finding.isMissing()) {
                lonePairs.remove(finding.anchor(), affected);
            }
        }
        for (Finding finding : of.local) {
            if (finding.isMissing()) {
                lonePairs.add(finding.anchor(), of, affected);
            }
        }
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

    private Case caseOf(Item item, Set<Case> touched) {
        return switch (item) {
            case Posting p -> {
                String reference = References.normalise(p.reference());
                yield reference.isEmpty() ? caseOfOne("P:" + p.id()) : caseOfReference(reference);
            }
            case Booking b -> caseOfBooking(b, touched);
        };
    }

    private Case caseOfBooking(Booking booking, Set<Case> touched) {
        Case target = null;
        for (String each : booking.references()) {
            String reference = References.normalise(each);
            if (reference.isEmpty()) {
                continue;
            }
            Case of = caseOfReference(reference);
            if (target == null) {
                target = of;
            } else if (target != of) {
                target = join(target, of);
                touched.add(target);
            }
        }
        return target == null ? caseOfOne("B:" + booking.id()) : target;
    }

    private Case caseOfOne(String id) {
        return withoutReference.computeIfAbsent(id, k -> new Case(List.of()));
    }

    private Case caseOfReference(String reference) {
        return byReference.computeIfAbsent(reference, k -> new Case(List.of(reference)));
    }

    /** Makes one case of two, because a booking names references of both. */
    private Case join(Case one, Case other) {
        Case into = one.size() >= other.size() ? one : other;
        Case from = into == one ? other : one;
        into.absorb(from);
        for (String reference : from.references) {
            byReference.put(reference, into);
        }
        if (unjudged.remove(from)) {
            unjudged.add(into);
        }
        return into;
    }
}
