package clearing.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what the judge says now with what the caller was told, and words the difference. */
final class Telling {
    /** From this many findings on a set is cheaper than looking through a list. */
    private static final int MANY = 16;
    /** When the item of a closed break is in no other finding. */
    static final String UNKNOWN = "no reason is known";

    private final Judge judge;
    private final LonePairs lonePairs;
    private final BreakWriter writer;
    private final Ledger ledger;
    private final Map<String, Finding.Differs> open = new TreeMap<>();

    Telling(Rules rules, Judge judge, LonePairs lonePairs, Ledger ledger) {
        this.ledger = ledger;
        this.judge = judge;
        this.lonePairs = lonePairs;
        writer = new BreakWriter(rules);
    }

    List<Completeness> completeness() {
        return ledger.completeness();
    }

    List<Break> openBreaks() {
        return open.values().stream().map(writer::write).toList();
    }

    /** A new item of a case that is not judged now. */
    List<Verdict> wait(Case of, Item item) {
        Finding finding = Finding.waiting(item);
        of.toldSince.add(finding);
        ledger.count(finding, 1);
        return List.of(pending(item));
    }

    List<Verdict> tell(Set<Case> cases) {
        List<Finding> gone = new ArrayList<>(2);
        List<Finding> come = new ArrayList<>(2);
        for (Case each : cases) {
            List<Finding> before = each.toldSoFar();
            List<Finding> now = resolved(each);
            collectAbsent(before, now, gone);
            collectAbsent(now, before, come);
            each.told = now;
            each.toldSince.clear();
        }
        gone.forEach(f -> ledger.count(f, -1));
        come.forEach(f -> ledger.count(f, 1));
        return word(gone, come);
    }

    /** The judgement with missing items replaced by the pairs that they form. */
    private List<Finding> resolved(Case of) {
        boolean hasMissing = false;
        for (Finding finding : of.local) {
            hasMissing |= finding.isMissing();
        }
        if (!hasMissing) {
            return of.local;
        }
        List<Finding> resolved = new ArrayList<>(of.local.size());
        for (Finding finding : of.local) {
            if (!finding.isMissing()) {
                resolved.add(finding);
                continue;
            }
            switch (finding.anchor()) {
                case Posting p ->
                    resolved.add(lonePairs
                            .partnerOf(p)
                            .map(b -> Finding.differs(BreakKind.REFERENCE_DIFFERS, p, b))
                            .orElse(finding));
                case Booking b -> {
                    if (!lonePairs.isPaired(b)) {
                        resolved.add(finding);
                    }
                }
            }
        }
        return resolved;
    }

    /** Adds to {@code result} what is in {@code these} and not in {@code those}. */
    private static void collectAbsent(List<Finding> these, List<Finding> those, List<Finding> result) {
        Set<Finding> quick = those.size() < MANY ? Set.of() : new HashSet<>(those);
        for (Finding finding : these) {
            if (!(those.size() < MANY ? those.contains(finding) : quick.contains(finding))) {
                result.add(finding);
            }
        }
    }

    private List<Verdict> word(List<Finding> gone, List<Finding> come) {
        List<Verdict> verdicts = new ArrayList<>(gone.size() + come.size());
        Map<String, Finding.Differs> left = new LinkedHashMap<>();
        for (Finding finding : gone) {
            switch (finding) {
                case Finding.Agreed a ->
                    verdicts.add(new Verdict.MatchWithdrawn(
                            key(a),
                            ids(a.postings()),
                            ids(a.bookings()),
                            a.grounds().agreement().isEmpty()
                                    ? "further items of the same reference came"
                                    : "the agreement was undone"));
                case Finding.Differs d -> left.put(BreakWriter.id(d), d);
                case Finding.Waiting w -> {}
                case Finding.Carried c -> {}
            }
        }
        List<Verdict> arrivals = new ArrayList<>(come.size());
        for (Finding finding : come) {
            switch (finding) {
                case Finding.Agreed a ->
                    arrivals.add(new Verdict.Matched(key(a), ids(a.postings()), ids(a.bookings()), a.grounds()));
                case Finding.Differs d -> {
                    String id = BreakWriter.id(d);
                    Finding.Differs before = left.remove(id);
                    open.put(id, d);
                    arrivals.add(
                            before == null
                                    ? new Verdict.BreakOpened(writer.write(d))
                                    : new Verdict.BreakChanged(before.kind(), writer.write(d)));
                }
                case Finding.Waiting w -> arrivals.add(pending(w.anchor()));
                case Finding.Carried c ->
                    arrivals.add(new Verdict.Carried(c.anchor().id(), key(c)));
            }
        }
        left.forEach((id, finding) -> {
            open.remove(id);
            verdicts.add(new Verdict.BreakClosed(id, finding.kind(), reason(finding.anchor(), come)));
        });
        verdicts.addAll(arrivals);
        return verdicts;
    }

    private static String reason(Item anchor, List<Finding> come) {
        for (Finding finding : come) {
            boolean holds = anchor.side() == Side.CHAIN
                    ? finding.postings().contains(anchor)
                    : finding.bookings().contains(anchor);
            if (holds) {
                return switch (finding) {
                    case Finding.Agreed a -> "the sides agree now";
                    case Finding.Differs d -> "now part of break " + BreakWriter.id(d);
                    case Finding.Waiting w -> "waits for the other side again";
                    case Finding.Carried c -> "part of the opening balance of the books";
                };
            }
        }
        return UNKNOWN;
    }

    private Verdict pending(Item item) {
        return new Verdict.Pending(item.side(), item.id(), item.key(), judge.dueOn(item));
    }

    private static AccountKey key(Finding finding) {
        return finding.anchor().key();
    }

    private static List<String> ids(List<? extends Item> items) {
        return items.stream().map(Item::id).toList();
    }
}
