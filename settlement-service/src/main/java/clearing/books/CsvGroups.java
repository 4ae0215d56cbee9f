package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file by statement, account and asset, each with its balances and their proof. */
final class CsvGroups {
    /** What rows have in common. */
    record Key(String statement, String internal, String asset) {}

    private static final int LATELY = 1 << 9;
    private static final int MAX_NOTICES = 100;

    private final String file;
    private final boolean hasBalances;
    private final boolean hasIds;
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final @Nullable Group[] lately = new Group[LATELY];
    private final List<Notice> notices = new ArrayList<>();
    private int refusedRows;

    /**
     * @param hasBalances rows say what they are, so each group has an opening and a closing one
     * @param hasIds rows name their entries; without it the ids are numbers of lines, of which no two are the same
     */
    CsvGroups(String file, boolean hasBalances, boolean hasIds) {
        this.file = file;
        this.hasBalances = hasBalances;
        this.hasIds = hasIds;
    }

    /** The group of what a row says, when a row before it made it; the same objects are found without comparing texts. */
    @SuppressWarnings("ReferenceEquality") // what is not the same object is looked up by its text
    Optional<Group> of(String statement, String internal, String asset) {
        int place = internal.hashCode() * 31 + asset.hashCode() * 7 + statement.hashCode();
        place = (place ^ place >>> 9) & LATELY - 1;
        Group last = lately[place];
        if (last != null
                && last.key.internal == internal
                && last.key.asset == asset
                && last.key.statement == statement) {
            return last.found;
        }
        Group found = groups.get(new Key(statement, internal, asset));
        lately[place] = found;
        return Optional.ofNullable(found);
    }

    /** A new group, of what its first row says. */
    Group add(Key key, String account, int scale, Location first) {
        Group group = new Group(key, account, scale, first);
        groups.put(key, group);
        return group;
    }

    /** The group when there is one alone. */
    Optional<Group> only() {
        return groups.size() == 1 ? Optional.of(groups.values().iterator().next()) : Optional.empty();
    }

    void tell(Notice notice) {
        if (notices.size() < MAX_NOTICES) {
            notices.add(notice);
        }
    }

    List<Notice> notices() {
        return notices;
    }

    /** Rows of groups that were refused as a whole. */
    int refusedRows() {
        return refusedRows;
    }

    /** The statements, without the groups whose balances are wrong; those are problems. */
    List<Statement> close(List<Problem> problems) {
        List<Statement> statements = new ArrayList<>(groups.size());
        for (Group group : groups.values()) {
            try {
                statements.add(group.statement());
            } catch (BooksException e) {
                problems.add(e.problem());
                refusedRows += group.rows;
            }
        }
        return statements;
    }

    /** One account in one asset of one statement. */
    final class Group {
        private final Key key;
        private final Optional<Group> found = Optional.of(this);
        private final String account;
        private final int scale;
        private final Location first;
        private final List<BookEntry> entries = new ArrayList<>();
        private final EntryIds entryIds = new EntryIds();
        private Optional<Balance> opening = Optional.empty();
        private Optional<Balance> closing = Optional.empty();
        private Location closingAt;
        private Optional<BooksException> failure = Optional.empty();
        private Totalled totalled = Totalled.NOTHING;
        private boolean whole = true;
        private int rows;

        private Group(Key key, String account, int scale, Location first) {
            this.key = key;
            this.account = account;
            this.scale = scale;
            this.first = first;
            closingAt = first;
        }

        Key key() {
            return key;
        }

        String account() {
            return account;
        }

        int scale() {
            return scale;
        }

        void entry(BookEntry entry) {
            if (hasIds && !entryIds.add(entry.entryId(), entries)) {
                throw new BooksException(
                        ProblemCode.FIELD_DUPLICATE,
                        entry.location(),
                        CsvTarget.ENTRY_ID.key(),
                        "The entry id " + Texts.quote(entry.entryId()) + " is in the statement twice.");
            }
            entries.add(entry);
            rows++;
        }

        void opening(Balance balance, Location at) {
            requireFirst(opening, "OPENING", at);
            opening = Optional.of(balance);
            rows++;
        }

        void closing(Balance balance, Location at) {
            requireFirst(closing, "CLOSING", at);
            closing = Optional.of(balance);
            closingAt = at;
            rows++;
        }

        List<BookEntry> entries() {
            return entries;
        }

        /** This one, as it is looked up. */
        Optional<Group> found() {
            return found;
        }

        /** A row of totals contradicts the rows: none of them is taken. */
        void fails(BooksException problem) {
            failure = failure.or(() -> whole ? Optional.of(problem) : Optional.empty());
        }

        /** A balance that a row of totals states; where it names no day, it is that of the first or the last entry. */
        void stated(TotalKind kind, long minor, Optional<LocalDate> day, Location at) {
            if (totalled.has(kind)) {
                fails(new BooksException(
                        ProblemCode.FIELD_DUPLICATE, at, "", "There is more than one row for this balance."));
            }
            totalled = totalled.with(kind, new Totalled.At(minor, day, at));
        }

        void rowRefused() {
            whole = false;
        }

        private void requireFirst(Optional<Balance> balance, String record, Location at) {
            if (balance.isPresent()) {
                throw new BooksException(
                        ProblemCode.FIELD_DUPLICATE,
                        at,
                        record,
                        "There is more than one " + record + " row for " + Texts.quote(key.internal()) + " in "
                                + key.asset() + ".");
            }
        }

        /** A group with refused rows cannot prove its balances; what is good of it is still given, unproven. */
        private Statement statement() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (totalled.has(TotalKind.CLOSING) && whole && !hasBalances) {
                return totalled();
            }
            boolean provable = hasBalances && whole;
            if (provable) {
                Proofs.requireSum(
                        required(opening, "OPENING"),
                        required(closing, "CLOSING"),
                        entries,
                        scale,
                        closingAt,
                        CsvTarget.AMOUNT.key());
            }
            return statement(opening, closing, provable);
        }

        /** By the balances of rows of totals. */
        private Statement totalled() {
            Balance last = totalled.closing(entries);
            Balance begun = totalled.opening(entries, last);
            if (totalled.has(TotalKind.OPENING)) {
                Proofs.requireSum(begun, last, entries, scale, totalled.closingAt(first), CsvTarget.AMOUNT.key());
            } else {
                tell(Proofs.derived(key.statement(), totalled.closingAt(first)));
            }
            return statement(Optional.of(begun), Optional.of(last), totalled.has(TotalKind.OPENING));
        }

        private Statement statement(Optional<Balance> opening, Optional<Balance> closing, boolean provable) {
            return Proofs.withContentHash(new Statement(
                    file,
                    key.statement(),
                    key.internal(),
                    account,
                    key.asset(),
                    opening,
                    closing,
                    entries,
                    OptionalLong.empty(),
                    1,
                    true,
                    0,
                    provable,
                    ""));
        }

        private Balance required(Optional<Balance> balance, String record) {
            return balance.orElseThrow(() -> new BooksException(
                    ProblemCode.BALANCE_MISSING,
                    first,
                    record,
                    "There is no " + record + " row for " + Texts.quote(key.internal()) + " in " + key.asset() + "."));
        }
    }
}
