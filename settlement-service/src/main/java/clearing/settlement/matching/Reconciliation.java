package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.books.Statement;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Agreement;
import clearing.reconcile.AgreementRefused;
import clearing.reconcile.Reconciler;
import clearing.reconcile.RuleBook;
import clearing.reconcile.Rules;
import clearing.reconcile.UnsettledTrade;
import clearing.reconcile.Verdict;
import clearing.settlement.matching.rule.RuleSetStore;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of the matching engine. Facts go to the engine and, with its verdicts, into the caller's transaction; the
 * engine is a function of the stored facts, so after a failed transaction it is built again from them.
 */
public final class Reconciliation {
    /** Rounds of agreements of the listener in one transaction; what they bring about in the last is for another one. */
    private static final int ANSWERS = 3;

    private final Database database;
    private final EngineLoader loader;
    private final ReentrantLock lock = new ReentrantLock();
    private RuleBook book = RuleBook.STANDARD;
    private @Nullable Reconciler engine;
    private @Nullable Ids ids;
    private TallyRows tallies = new TallyRows();
    private volatile VerdictListener listener = VerdictListener.NONE;

    /**
     * @param database the member's
     * @param rules grace times and how amounts are written
     * @param member the own member id
     */
    public Reconciliation(Database database, Rules rules, String member) {
        this.database = database;
        this.loader = new EngineLoader(rules, member);
    }

    /** From now on tells of verdicts, in the transaction that stores them. */
    public void listen(VerdictListener hearing) {
        listener = hearing;
    }

    /**
     * One unit of work: facts given to the engine, all in one database transaction.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs in the transaction, under the engine's lock. */
        T run(Unit unit) throws SQLException;
    }

    /** Runs the work in one transaction. When it fails, nothing of it is left, in the database or in the engine. */
    public <T> T inTransaction(Instant now, Work<T> work) {
        AtomicReference<Unit> started = new AtomicReference<>();
        lock.lock();
        try {
            return database.write(connection -> {
                Unit unit = new Unit(connection, now, this, engine(connection), ids(connection));
                started.set(unit);
                return work.run(unit);
            });
        } catch (AgreementRefused e) {
            Unit unit = started.get();
            forget(unit == null || unit.touched);
            throw e;
        } catch (RuntimeException | Error e) {
            forget(true);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** A refusal before any fact leaves the engine as it was; everything else makes it stale. */
    private void forget(boolean stale) {
        if (stale) {
            engine = null;
            ids = null;
            tallies = new TallyRows();
        }
    }

    private Ids ids(Connection connection) throws SQLException {
        Ids current = ids;
        if (current == null) {
            current = Ids.load(connection);
            ids = current;
        }
        return current;
    }

    private Reconciler engine(Connection connection) throws SQLException {
        Reconciler current = engine;
        if (current == null) {
            book = RuleSetStore.live(connection);
            current = loader.live(connection, book);
            engine = current;
        }
        return current;
    }

    /**
     * Puts other rules in force: what is open is judged again by them, in one transaction with the decision. Matches that stand,
     * stand.
     *
     * @param decision makes the rules the live ones, in the database
     */
    public Outcome useRules(Instant now, Work<RuleBook> decision) {
        return inTransaction(now, unit -> {
            RuleBook next = decision.run(unit);
            book = next;
            engine = loader.live(unit.connection, next);
            return unit.continueWith(engine, next).runRules();
        });
    }

    /**
     * Runs rules over all stored items, with what people have agreed and nothing that rules have: writes nothing.
     *
     * @param connection a snapshot
     */
    public Rehearsal rehearse(Connection connection, RuleBook rules) throws SQLException {
        return Rehearsal.of(loader.rehearsal(connection, rules));
    }

    /** The facts of one transaction. */
    public static final class Unit {
        private final Connection connection;
        private final Instant now;
        private Reconciler untouched;
        private boolean touched;
        private final Ids ids;
        private final VerdictListener listener;
        private final TallyRows tallies;
        private RuleBook book;
        private boolean ruled;
        private Verdicts verdicts;
        private Arrivals arrivals;
        private final AdvisedIntakes intakes = new AdvisedIntakes();

        private Unit(Connection connection, Instant now, Reconciliation of, Reconciler engine, Ids ids) {
            this.connection = connection;
            this.now = now;
            this.untouched = engine;
            this.ids = ids;
            listener = of.listener;
            book = of.book;
            tallies = of.tallies;
            verdicts = Verdicts.after(ids);
            arrivals = new Arrivals(ids, verdicts);
        }

        /** The engine, for whoever gives it a fact; it has all items of before. */
        private Reconciler engine() {
            touched = true;
            return asked();
        }

        /** The engine, for whoever asks it something. */
        private Reconciler asked() {
            arrivals.flush(untouched);
            return untouched;
        }

        /** The transaction. */
        public Connection connection() {
            return connection;
        }

        /** When the facts came. */
        public Instant now() {
            return now;
        }

        /** A posting of the chain to an own account. */
        public void posting(NewPosting posting) {
            touched = true;
            arrivals.posting(untouched, posting);
        }

        /** An own trade that ended without settlement. */
        public void unsettled(UnsettledTrade trade) {
            verdicts.take(engine().onUnsettled(trade));
        }

        /** Number for the file that is being read. */
        public long nextFile() {
            touched = true;
            return ids.nextFile();
        }

        /** Number for a statement that grows: a journal, whose rows the caller writes. */
        public long nextStatement() {
            touched = true;
            return ids.nextStatement();
        }

        /** The first balance of an account's books, at the beginning of the day. */
        public void opened(String account, String asset, LocalDate day) {
            verdicts.take(engine().onBooksOpened(new AccountKey(account, asset), day));
        }

        /** More entries of a statement that is there. */
        public void entries(long statement, List<BookEntry> more) {
            more.forEach(entry -> entry(statement, false, entry));
        }

        private void entry(long statement, boolean advised, BookEntry entry) {
            touched = true;
            arrivals.entry(untouched, statement, advised, entry, book.readsText());
        }

        /** Tells of all statements that come, so that their accounts are looked at together and not one by one. */
        public void expect(List<Statement> coming) throws SQLException {
            intakes.expect(connection, coming);
        }

        /** Whether the document is held against entries and documents that are stored, those of this transaction included. */
        boolean meetsAdvised(Statement statement) {
            return intakes.meet(statement);
        }

        /**
         * A document of the books with all its entries, held against what was advised before.
         *
         * @return its row number
         */
        public long statement(Statement statement) throws SQLException {
            long id = ids.nextStatement();
            boolean advised = statement.kind().isAdvice();
            AdvisedEntries.Intake intake = intakes.take(
                    connection,
                    id,
                    statement,
                    arrivals,
                    booking -> asked().agreementOn(booking).isPresent());
            for (AdvisedEntries.Gone gone : intake.gone()) {
                withdraw(gone);
            }
            statement
                    .opening()
                    .ifPresent(opening -> verdicts.take(engine().onBooksOpened(
                                    new AccountKey(statement.account(), statement.asset()), opening.date())));
            for (BookEntry entry : intake.fresh()) {
                entry(id, advised, entry);
            }
            return id;
        }

        private void withdraw(AdvisedEntries.Gone gone) throws SQLException {
            Optional<String> agreement = asked().agreementOn(gone.booking());
            if (agreement.isPresent()) {
                undo(
                        AgreementStore.number(connection, agreement.get()),
                        "service",
                        Optional.empty(),
                        "an entry of it was advised, and its statement left it out");
            }
            verdicts.take(engine().onWithdrawn(gone.booking()));
        }

        /** What is to be told of advised entries that do not stand, as the API shows it. */
        public List<JsonObject> told() {
            return intakes.told();
        }

        /**
         * Puts stored items together. {@link #store} then writes the match; the agreement itself is written here.
         *
         * @return number of the agreement
         * @throws AgreementRefused when an item is unknown or in a match, or the sides differ by something else than is tolerated;
         *     nothing of this transaction is kept then
         */
        public long agree(NewAgreement made) throws SQLException {
            long id = ids.nextAgreement();
            try {
                Agreement agreement = AgreementStore.read(connection, Long.toString(id), made, book.readsText());
                List<Verdict> told = asked().agree(agreement);
                touched = true;
                verdicts.take(told);
                AgreementStore.insert(connection, List.of(new AgreementStore.Made(id, agreement, made)), now);
            } catch (AgreementRefused e) {
                ids.giveBackAgreement();
                throw e;
            }
            return id;
        }

        /**
         * Takes an agreement back; its items are judged again.
         *
         * @param by who does it
         * @param approvedBy the second person, where one is asked for
         * @param because why, in words
         * @throws AgreementRefused when no agreement of that number stands
         */
        public void undo(long agreement, String by, Optional<String> approvedBy, String because) throws SQLException {
            String key = AgreementStore.standing(connection, agreement)
                    .orElseThrow(() -> new AgreementRefused(
                            AgreementRefused.Reason.UNKNOWN_AGREEMENT, "No agreement " + agreement + " stands."));
            verdicts.take(engine().undo(key));
            AgreementStore.undone(connection, agreement, now, by, approvedBy, because);
            AgreementStore.declinedBy(connection, agreement).ifPresent(engine()::decline);
        }

        /** Remembers that the items of the suggestion of that key do not belong together; its own row is the caller's. */
        public void decline(String key) {
            engine().decline(key);
        }

        /** The references of these entries do not count any more; the trace is the caller's. */
        void setAside(List<Long> bookings) throws SQLException {
            verdicts.take(engine().setAside(StoredItems.bookings(connection, bookings, book.readsText())));
        }

        /** Begins agreements on many stored items. {@link #store} writes their matches. */
        public AgreementBatch agreements(List<Long> postings, List<Long> bookings) throws SQLException {
            return AgreementBatch.over(connection, postings, bookings, book.readsText(), engine(), verdicts, ids);
        }

        /** The close of a business day. */
        public void closeDay(LocalDate asOf, String by) throws SQLException {
            verdicts.take(engine().closeDay(asOf));
            ruled = true;
            Rows.update(
                    connection,
                    "insert into closed_day (as_of, at, by_whom) values (?, ?, ?) on conflict (as_of) do nothing",
                    asOf,
                    now,
                    by);
        }

        private Unit continueWith(Reconciler engine, RuleBook next) {
            arrivals.forgetEngine();
            untouched = engine;
            book = next;
            touched = true;
            return this;
        }

        private Outcome runRules() throws SQLException {
            verdicts.take(engine().runRules());
            ruled = true;
            return store();
        }

        /** Writes items and verdicts, and what the listener agrees on then. Once, after all facts and the statements' own rows. */
        public Outcome store() throws SQLException {
            Outcome last = storeRound();
            Outcome outcome = last;
            intakes.store(connection, now);
            List<VerdictListener.Ending> endings = new ArrayList<>();
            while (endings.size() < ANSWERS
                    && listener.answered(this, last.breaks()).map(endings::add).orElse(false)) {
                last = storeRound();
                outcome = outcome.then(last);
            }
            if (ruled) {
                SuggestionStore.keep(connection, untouched.suggestions(), book.version(), now);
            }
            tallies.write(connection, untouched.completeness());
            listener.stored(connection, now, outcome);
            for (VerdictListener.Ending ending : endings) {
                ending.end(connection);
            }
            return outcome;
        }

        /** What is agreed on from here on is told apart from what was stored. */
        private Outcome storeRound() throws SQLException {
            arrivals.flush(untouched);
            Outcome outcome = new VerdictStore(connection, ids, now, verdicts).store(arrivals);
            verdicts = Verdicts.after(ids);
            arrivals = new Arrivals(ids, verdicts);
            return outcome;
        }
    }
}
