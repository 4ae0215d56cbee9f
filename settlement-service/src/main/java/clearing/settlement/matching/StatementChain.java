package clearing.settlement.matching;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.Statement;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The documents of one account, asset and kind in the order of what they tell, whatever the order in which they came. It says how a
 * document stands to the one before it: whether it opens with its closing, and whether numbers or pages are left out between them.
 */
final class StatementChain {
    private static final Comparator<Link> ORDER = Comparator.comparing(Link::to)
            .thenComparingLong(link -> link.sequence().orElse(0))
            .thenComparingInt(Link::page)
            .thenComparingLong(Link::id);

    private final List<Link> links;

    private StatementChain(List<Link> links) {
        this.links = links;
    }

    /** How numbers follow. */
    enum Numbering {
        /** Nothing is known before it. */
        FIRST,
        /** The bank does not number. */
        UNNUMBERED,
        /** The next number, or the next page. */
        FOLLOWS,
        /** Some are left out. */
        GAP,
        /** The bank counts from the beginning again, as at new year. */
        RESTARTS
    }

    /** One document. */
    record Link(
            long id,
            String reference,
            String hash,
            OptionalLong sequence,
            int page,
            boolean lastPage,
            LocalDate to,
            Optional<Long> opening,
            Optional<Long> closing) {
        /** Of a document that is not stored. */
        static Link of(long id, Statement s) {
            return new Link(
                    id,
                    s.statementId(),
                    s.contentHash(),
                    s.sequence(),
                    s.page(),
                    s.lastPage(),
                    lastDay(s).orElse(LocalDate.MIN),
                    s.opening().map(Balance::minor),
                    s.closing().map(Balance::minor));
        }
    }

    /**
     * How a document stands to the one before it.
     *
     * @param continuous opens with the closing of the one before, as far as both have one
     * @param missing how many numbers or pages are left out
     */
    record Standing(boolean continuous, Optional<Link> before, Numbering numbering, long missing) {}

    /** What documents of one chain have in common. */
    record Key(String account, String asset, String internal, String kind) {
        static Key of(Statement s) {
            return new Key(
                    s.account(), s.asset(), s.internalAccountId(), s.kind().name());
        }
    }

    /** The stored documents of the same account, asset and kind. */
    static StatementChain load(Connection connection, Statement s) throws SQLException {
        return load(connection, List.of(s)).getOrDefault(Key.of(s), new StatementChain(new ArrayList<>()));
    }

    /** The stored documents beside each of those given, by one query. */
    static Map<Key, StatementChain> load(Connection connection, List<Statement> of) throws SQLException {
        List<Key> keys = of.stream().map(Key::of).distinct().toList();
        Map<Key, StatementChain> chains = new HashMap<>();
        keys.forEach(key -> chains.put(key, new StatementChain(new ArrayList<>())));
        Rows.list(
                        connection,
                        "select s.* from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as k (account, asset, internal, kind)"
                                + " join statement s on s.account = k.account and s.asset = k.asset"
                                + " and s.internal_account = k.internal and s.kind = k.kind",
                        List.of(
                                texts(keys, Key::account),
                                texts(keys, Key::asset),
                                texts(keys, Key::internal),
                                texts(keys, Key::kind)),
                        row -> Map.entry(
                                new Key(
                                        row.getString("account"),
                                        row.getString("asset"),
                                        row.getString("internal_account"),
                                        row.getString("kind")),
                                link(row)))
                .forEach(found -> {
                    StatementChain chain = chains.get(found.getKey());
                    if (chain != null) {
                        chain.add(found.getValue());
                    }
                });
        return chains;
    }

    private static String[] texts(List<Key> keys, Function<Key, String> part) {
        return keys.stream().map(part).toArray(String[]::new);
    }

    private static Link link(ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        Optional<LocalDate> to = Optional.ofNullable(row.getObject("to_date", LocalDate.class));
        return new Link(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("content_hash"),
                sequence > 0 ? OptionalLong.of(sequence) : OptionalLong.empty(),
                row.getInt("page"),
                row.getBoolean("last_page"),
                to.orElse(LocalDate.MIN),
                Optional.ofNullable(row.getBigDecimal("opening")).map(v -> v.longValueExact()),
                Optional.ofNullable(row.getBigDecimal("closing")).map(v -> v.longValueExact()));
    }

    /** The day up to which a document tells: that of its closing, else of its last entry. */
    static Optional<LocalDate> lastDay(Statement s) {
        return s.closing()
                .map(Balance::date)
                .or(() -> s.entries().stream().map(BookEntry::bookingDate).max(Comparator.naturalOrder()));
    }

    /** Adds a document of the file that is being read. */
    void add(Link link) {
        links.add(link);
    }

    /** How the document stands among the others. */
    Standing standing(Link of) {
        Optional<Link> before =
                links.stream().filter(other -> ORDER.compare(other, of) < 0).max(ORDER);
        boolean continuous = before.flatMap(Link::closing).isEmpty()
                || of.opening().isEmpty()
                || before.flatMap(Link::closing).equals(of.opening());
        if (of.sequence().isEmpty()) {
            return new Standing(continuous, before, Numbering.UNNUMBERED, 0);
        }
        Optional<Link> numbered = links.stream()
                .filter(other -> other.sequence().isPresent() && ORDER.compare(other, of) < 0)
                .max(ORDER);
        if (numbered.isEmpty()) {
            return new Standing(continuous, before, of.page() > 1 ? Numbering.GAP : Numbering.FIRST, of.page() - 1L);
        }
        long step = of.sequence().getAsLong() - numbered.get().sequence().orElse(0);
        long missing = step == 0
                ? of.page() - numbered.get().page() - 1L
                : step - 1 + (of.page() - 1L) + (numbered.get().lastPage() ? 0 : 1);
        if (step < 0 || missing < 0) {
            return new Standing(continuous, before, Numbering.RESTARTS, 0);
        }
        return new Standing(continuous, before, missing == 0 ? Numbering.FOLLOWS : Numbering.GAP, missing);
    }

    /** The document after this one, whose standing it changes. */
    Optional<Link> after(Link of) {
        return links.stream().filter(other -> ORDER.compare(other, of) > 0).min(ORDER);
    }

    /** Another document that says that it is this one, with other content: of the same number, page and last day. */
    Optional<Link> contradicts(Link of) {
        return links.stream()
                .filter(other -> other.id() != of.id() && !other.hash().equals(of.hash()))
                .filter(other -> of.sequence().isPresent()
                        && other.sequence().equals(of.sequence())
                        && other.page() == of.page()
                        && other.to().equals(of.to()))
                .findFirst();
    }
}
