package clearing.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes every member's books from what the chain will post, and plants breaks in them. Each break has trades of its own: no
 * reference is touched twice, in whosever books, and reversals and what they reverse are left alone.
 */
final class BreakPlanter {
    private final Consortium consortium;
    private final DayOptions options;
    private final Candidates candidates;
    private final Distortion distortion;
    private final UnsettledBookings unsettled;
    private final Ledger ledger;

    BreakPlanter(
            Consortium consortium, DayOptions options, Draw draw, List<PlannedTrade> trades, List<Posting> postings) {
        Set<String> references = new TreeSet<>();
        trades.forEach(trade -> references.add(trade.reference()));
        postings.forEach(posting -> references.add(posting.reference()));
        this.consortium = consortium;
        this.options = options;
        this.candidates = new Candidates(consortium, draw.stream("candidates"), trades, postings);
        this.distortion = new Distortion(consortium, options, draw.stream("distortion"), references);
        this.unsettled = new UnsettledBookings(options, draw.stream("unsettled"), trades);
        this.ledger = new Ledger(postings);
    }

    Books plant() {
        int turn = 0;
        for (BreakKind kind : BreakKind.values()) {
            for (int i = 0; i < options.breaks(); i++) {
                plant(kind, i, turn++);
            }
        }
        return ledger.books();
    }

    /** @param turn whose turn it is, so that every member gets its share of each kind */
    private void plant(BreakKind kind, int number, int turn) {
        List<Member> members = consortium.members().stream()
                .filter(member -> !member.accounts().isEmpty())
                .toList();
        Member member = members.get(turn % members.size());
        switch (kind) {
            case MISSING_ON_CHAIN -> plantUnknown(member, number);
            case UNSETTLED_ON_CHAIN -> ledger.add(unsettled.next(), kind);
            case MERGED_IN_BOOKS -> plantMerged(member);
            default -> plantOn(candidates.one(member, kind), kind);
        }
    }

    private void plantOn(int index, BreakKind kind) {
        Posting posting = candidates.posting(index);
        Distortion.Result result = distortion.of(kind, posting);
        ledger.replace(index, result.entries(), PlantedBreak.at(posting, kind, result.note()));
    }

    /** Half of them from trades that only the buyer's file knows, half from nowhere. */
    private void plantUnknown(Member member, int number) {
        if (number % 2 == 0 && unsettled.hasUnalleged()) {
            ledger.add(unsettled.nextUnalleged(), BreakKind.MISSING_ON_CHAIN);
            return;
        }
        BookEntry entry;
        do {
            entry = distortion.invented(candidates.posting(candidates.pattern(member)), number + 1);
        } while (candidates.seen(entry));
        ledger.add(entry, BreakKind.MISSING_ON_CHAIN);
    }

    private void plantMerged(Member member) {
        List<Integer> group = candidates.group(member);
        List<Posting> postings = group.stream().map(candidates::posting).toList();
        BookEntry merged = distortion.merged(postings);
        Posting first = postings.getFirst();
        ledger.replace(
                group,
                merged,
                new PlantedBreak(
                        BreakKind.MERGED_IN_BOOKS,
                        first.holder(),
                        first.asset(),
                        String.join("+", merged.references()),
                        merged.amount(),
                        "one entry for " + postings.size() + " postings"));
    }

    /** The entries under construction, in the order of the postings that they stand for. */
    private static final class Ledger {
        private final List<List<BookEntry>> slots = new ArrayList<>();
        private final List<BookEntry> unfounded = new ArrayList<>();
        private final List<PlantedBreak> planted = new ArrayList<>();

        Ledger(List<Posting> postings) {
            postings.forEach(posting -> slots.add(List.of(BookEntry.of(posting))));
        }

        void replace(int index, List<BookEntry> entries, PlantedBreak why) {
            slots.set(index, entries);
            planted.add(why);
        }

        void replace(List<Integer> indexes, BookEntry entry, PlantedBreak why) {
            indexes.forEach(index -> slots.set(index, List.of()));
            replace(indexes.getFirst(), List.of(entry), why);
        }

        void add(BookEntry entry, BreakKind kind) {
            unfounded.add(entry);
            planted.add(new PlantedBreak(
                    kind,
                    entry.holder(),
                    entry.asset(),
                    entry.references().getFirst(),
                    entry.amount(),
                    kind == BreakKind.UNSETTLED_ON_CHAIN
                            ? "booked although the trade did not settle"
                            : "booked under a reference that the chain does not know"));
        }

        /** Unfounded entries are spread evenly among the others, so that they do not stand out at the end. */
        Books books() {
            int every = Math.max(1, slots.size() / (unfounded.size() + 1));
            List<BookEntry> entries = new ArrayList<>(slots.size() + planted.size());
            int next = 0;
            for (int i = 0; i < slots.size(); i++) {
                entries.addAll(slots.get(i));
                if (i % every == every - 1 && next < unfounded.size()) {
                    entries.add(unfounded.get(next++));
                }
            }
            entries.addAll(unfounded.subList(next, unfounded.size()));
            // What was booked on a later day comes after what was booked in time; the sort is stable.
            entries.sort(Comparator.comparing(BookEntry::booked));
            return new Books(List.copyOf(entries), List.copyOf(planted));
        }
    }
}
