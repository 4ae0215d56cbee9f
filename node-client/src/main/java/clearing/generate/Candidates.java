package clearing.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chooses the postings that breaks are planted on, so that each break can be told from every other. */
final class Candidates {
    /** Tries at random before looking at every posting in turn. */
    private static final int TRIES = 64;

    private final Consortium consortium;
    private final Draw draw;
    private final List<Posting> postings;
    private final Map<String, List<Integer>> byMember = new TreeMap<>();
    private final Set<String> taken = new TreeSet<>();
    private final Map<Cell, Integer> occurrences = new HashMap<>();

    /** An amount in an account: where it occurs once, it identifies its posting even without a reference. */
    private record Cell(int holder, String asset, long amount) {
        static Cell of(Posting posting) {
            return new Cell(posting.holder().ordinal(), posting.asset().code(), posting.amount());
        }

        static Cell of(BookEntry entry) {
            return new Cell(entry.holder().ordinal(), entry.asset().code(), entry.amount());
        }
    }

    Candidates(Consortium consortium, Draw draw, List<PlannedTrade> trades, List<Posting> postings) {
        this.consortium = consortium;
        this.draw = draw;
        this.postings = postings;
        for (PlannedTrade trade : trades) {
            if (!trade.reverses().isEmpty()) {
                taken.add(trade.reference());
                taken.add(trade.reverses());
            }
        }
        countUnalleged(trades);
        for (int i = 0; i < postings.size(); i++) {
            Posting posting = postings.get(i);
            occurrences.merge(Cell.of(posting), 1, Integer::sum);
            if (posting.kind() != Posting.Source.FUNDING) {
                byMember.computeIfAbsent(posting.holder().member().id(), id -> new ArrayList<>())
                        .add(i);
            }
        }
    }

    /** Books may hold the buyer's side of a trade that nobody alleged: its amounts identify nothing else either. */
    private void countUnalleged(List<PlannedTrade> trades) {
        for (PlannedTrade trade : trades) {
            if (!trade.fate().alleged()) {
                for (Leg leg : trade.legs()) {
                    Cell cell = Cell.of(Posting.ofLeg(trade, leg, trade.buyer(), LocalDate.EPOCH));
                    occurrences.merge(cell, 1, Integer::sum);
                }
            }
        }
    }

    /** Whether some posting, or another such entry before, moves the same amount in the same account; and remembers this one. */
    boolean seen(BookEntry entry) {
        return occurrences.merge(Cell.of(entry), 1, Integer::sum) > 1;
    }

    Posting posting(int index) {
        return postings.get(index);
    }

    /** Index of an untouched posting of the member that fits the kind; of another member where this one has none. */
    int one(Member preferred, BreakKind kind) {
        for (Member member : from(preferred)) {
            List<Integer> own = byMember.getOrDefault(member.id(), List.of());
            for (int attempt = 0; !own.isEmpty() && attempt < TRIES; attempt++) {
                int index = draw.from(own);
                if (free(index) && fits(postings.get(index), kind)) {
                    taken.add(postings.get(index).reference());
                    return index;
                }
            }
            for (int index : own) {
                if (free(index) && fits(postings.get(index), kind)) {
                    taken.add(postings.get(index).reference());
                    return index;
                }
            }
        }
        throw exhausted(kind);
    }

    /** Index of any posting of the member, to imitate. */
    int pattern(Member preferred) {
        for (Member member : from(preferred)) {
            List<Integer> own = byMember.getOrDefault(member.id(), List.of());
            if (!own.isEmpty()) {
                return draw.from(own);
            }
        }
        throw exhausted(BreakKind.MISSING_ON_CHAIN);
    }

    /** Indexes of two or three untouched postings of one account, asset, direction and counterparty. */
    List<Integer> group(Member preferred) {
        for (Member member : from(preferred)) {
            List<Integer> own = byMember.getOrDefault(member.id(), List.of());
            for (int attempt = 0; !own.isEmpty() && attempt < TRIES; attempt++) {
                List<Integer> group = group(own, draw.below(own.size()), 2 + draw.below(2));
                if (group.size() >= 2) {
                    group.forEach(index -> taken.add(postings.get(index).reference()));
                    return group;
                }
            }
        }
        throw exhausted(BreakKind.MERGED_IN_BOOKS);
    }

    private List<Integer> group(List<Integer> own, int start, int size) {
        List<Integer> group = new ArrayList<>();
        for (int at = start; at < own.size() && group.size() < size; at++) {
            int index = own.get(at);
            if (free(index) && (group.isEmpty() || alike(postings.get(index), postings.get(group.getFirst())))) {
                group.add(index);
            }
        }
        return group;
    }

    private static boolean alike(Posting a, Posting b) {
        return a.holder().equals(b.holder())
                && a.asset().equals(b.asset())
                && a.counterparty().equals(b.counterparty())
                && Long.signum(a.amount()) == Long.signum(b.amount());
    }

    private boolean free(int index) {
        return !taken.contains(postings.get(index).reference());
    }

    private boolean fits(Posting posting, BreakKind kind) {
        return switch (kind) {
            case MISSING_IN_BOOKS, REFERENCE_DIFFERS -> occurrences.getOrDefault(Cell.of(posting), 0) == 1;
            // Both legs of a currency trade have the same reference: which of them went astray could not be told.
            case CURRENCY_DIFFERS -> posting.asset().cash() && posting.kind() != Posting.Source.PVP;
            case ACCOUNT_DIFFERS -> posting.holder().member().accounts().size() > 1;
            case SPLIT_IN_BOOKS -> Math.abs(posting.amount()) >= 100;
            default -> true;
        };
    }

    private List<Member> from(Member preferred) {
        List<Member> order = new ArrayList<>(List.of(preferred));
        consortium.members().stream()
                .filter(member -> !member.equals(preferred))
                .forEach(order::add);
        return order;
    }

    private static InvalidOption exhausted(BreakKind kind) {
        return new InvalidOption(
                "--breaks", "TOO_MANY_BREAKS", "the day has no trade left to plant another " + kind + " on");
    }
}
