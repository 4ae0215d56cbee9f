package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Break;
import clearing.reconcile.Grounds;
import clearing.reconcile.Rules;
import clearing.reconcile.Side;
import clearing.reconcile.Verdict;
import clearing.reconcile.VerdictSink;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts of one database transaction, folded to what is to be stored: the last word about each item, match and break. */
final class Verdicts implements VerdictSink {
    static final int PENDING = 0;
    static final int MATCHED = 1;
    static final int BROKEN = 2;
    static final int CARRIED = 3;

    /** An item by its side and row number. */
    record ItemKey(Side side, long id) {}

    /**
     * Where an item stands.
     *
     * @param status one of the constants
     * @param match the match, when matched
     * @param breakKey the engine's key of the break, when broken
     */
    record Standing(int status, Optional<NewMatch> match, Optional<String> breakKey) {
        static final Standing WAITING = new Standing(PENDING, Optional.empty(), Optional.empty());
        static final Standing OPENING = new Standing(CARRIED, Optional.empty(), Optional.empty());
    }

    /** The items of a match, which is in this its identity. */
    record Items(List<String> postings, List<String> bookings) {}

    /** A match that was made. */
    record NewMatch(Items items, Verdict.Matched verdict) {}

    /** A match of before that stands no more. */
    record Withdrawn(Items items, String reason) {}

    /** What happened to a break, in order; the last one tells how it stands. */
    static final class BreakStory {
        private Optional<Break> last = Optional.empty();
        private boolean closed;
        private final List<String> actions = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Optional<Break> last() {
            return last;
        }

        boolean closed() {
            return closed;
        }

        List<String> actions() {
            return actions;
        }

        List<String> notes() {
            return notes;
        }

        private void tell(String action, String note) {
            actions.add(action);
            notes.add(note);
        }
    }

    private final long firstPosting;
    private final long firstEntry;
    private final NewPairs pairs = new NewPairs();
    private final Map<ItemKey, Standing> standings = new LinkedHashMap<>();
    private final Map<Items, NewMatch> matches = new LinkedHashMap<>();
    private final List<Withdrawn> withdrawn = new ArrayList<>();
    private final Map<String, BreakStory> breaks = new LinkedHashMap<>();

    /**
     * @param firstPosting postings from this number on are new, and wait unless something else is said of them
     * @param firstEntry book entries likewise
     */
    Verdicts(long firstPosting, long firstEntry) {
        this.firstPosting = firstPosting;
        this.firstEntry = firstEntry;
    }

    /** Of what comes after everything that has a number. */
    static Verdicts after(Ids ids) {
        return new Verdicts(ids.lastPosting() + 1, ids.lastEntry() + 1);
    }

    void take(List<Verdict> verdicts) {
        verdicts.forEach(this::verdict);
    }

    @Override
    public void paired(AccountKey key, long posting, long booking) {
        pairs.add(posting, booking);
    }

    @Override
    public void pending(Side side, long id, AccountKey key, LocalDate dueOn) {
        ItemKey item = new ItemKey(side, id);
        if (id < (side == Side.CHAIN ? firstPosting : firstEntry) || standings.containsKey(item)) {
            standings.put(item, Standing.WAITING);
        }
    }

    @Override
    public void carried(long posting, AccountKey key) {
        standings.put(new ItemKey(Side.CHAIN, posting), Standing.OPENING);
    }

    @Override
    public void verdict(Verdict verdict) {
        switch (verdict) {
            case Verdict.Matched m -> {
                Items items = new Items(m.postings(), m.bookings());
                NewMatch made = new NewMatch(items, m);
                matches.put(items, made);
                place(items, new Standing(MATCHED, Optional.of(made), Optional.empty()));
            }
            case Verdict.MatchWithdrawn w -> {
                Items items = new Items(w.postings(), w.bookings());
                if (!takeBackPair(w) && matches.remove(items) == null) {
                    withdrawn.add(new Withdrawn(items, w.reason()));
                }
            }
            case Verdict.BreakOpened o -> {
                BreakStory story = story(o.opened());
                story.tell("OPENED", o.opened().kind().name());
            }
            case Verdict.BreakChanged c -> {
                BreakStory story = story(c.to());
                story.tell("OPENED", c.from() + " is now " + c.to().kind());
            }
            case Verdict.BreakClosed c -> {
                BreakStory story = breaks.computeIfAbsent(c.breakId(), key -> new BreakStory());
                story.closed = true;
                story.tell("RESOLVED", c.reason());
            }
            case Verdict.Carried c ->
                standings.put(new ItemKey(Side.CHAIN, Long.parseLong(c.posting())), Standing.OPENING);
            case Verdict.Pending p -> standings.put(new ItemKey(p.side(), Long.parseLong(p.id())), Standing.WAITING);
        }
    }

    private boolean takeBackPair(Verdict.MatchWithdrawn gone) {
        return gone.postings().size() == 1
                && gone.bookings().size() == 1
                && pairs.withdraw(
                        Long.parseLong(gone.postings().getFirst()),
                        Long.parseLong(gone.bookings().getFirst()));
    }

    /** Makes a pair a match like others, with a row of its own. */
    void unpair(AccountKey key, long posting, long booking) {
        pairs.withdraw(posting, booking);
        verdict(new Verdict.Matched(
                key,
                List.of(Long.toString(posting)),
                List.of(Long.toString(booking)),
                Grounds.exact(Rules.BY_REFERENCE, Rules.VERSION)));
    }

    /** Matches of one posting with one entry by reference. */
    NewPairs pairs() {
        return pairs;
    }

    private BreakStory story(Break state) {
        BreakStory story = breaks.computeIfAbsent(state.id(), key -> new BreakStory());
        story.last = Optional.of(state);
        story.closed = false;
        place(
                new Items(state.postings(), state.bookings()),
                new Standing(BROKEN, Optional.empty(), Optional.of(state.id())));
        return story;
    }

    private void place(Items items, Standing standing) {
        items.postings().forEach(id -> standings.put(new ItemKey(Side.CHAIN, Long.parseLong(id)), standing));
        items.bookings().forEach(id -> standings.put(new ItemKey(Side.BOOKS, Long.parseLong(id)), standing));
    }

    Map<ItemKey, Standing> standings() {
        return standings;
    }

    Map<Items, NewMatch> matches() {
        return matches;
    }

    List<Withdrawn> withdrawn() {
        return withdrawn;
    }

    Map<String, BreakStory> breaks() {
        return breaks;
    }
}
