package clearing.settlement.api;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Side;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Both sides of every account at one snapshot. The proof amount is the difference of the closing balances that unmatched
 * entries do not explain:
 * {@code (books.closing - chain.closing) - (unmatched books - unmatched chain - tolerated)}; zero proves the account. Tolerated is
 * by how much the chain's side of matches exceeds the books' side, with people's or rules' agreement.
 */
final class AccountBook {
    private static final int PENDING = 0;
    private static final int MATCHED = 1;
    private static final int BROKEN = 2;
    private static final int CARRIED = 3;

    private final Json json;
    private final Map<AccountKey, Account> accounts = new TreeMap<>();

    private AccountBook(Json json) {
        this.json = json;
    }

    /** Sums of one account; arrays are by status. */
    private static final class Account {
        private final Sum[] chain = {new Sum(), new Sum(), new Sum(), new Sum()};
        private final Sum[] books = {new Sum(), new Sum(), new Sum(), new Sum()};
        private BigInteger tolerated = BigInteger.ZERO;
        private BigInteger position = BigInteger.ZERO;
        private BigInteger booksOpening = BigInteger.ZERO;
        private Optional<BigInteger> booksClosing = Optional.empty();
        /** Entries that no statement has brought yet: they come on top of its closing. */
        private BigInteger advised = BigInteger.ZERO;

        private Optional<JsonObject> statement = Optional.empty();
        private long openBreaks;
    }

    /** Count and sums of entries of one class. */
    private static final class Sum {
        private long count;
        private BigInteger in = BigInteger.ZERO;
        private BigInteger out = BigInteger.ZERO;

        private BigInteger total() {
            return in.add(out);
        }

        private void add(Sum other) {
            count += other.count;
            in = in.add(other.in);
            out = out.add(other.out);
        }
    }

    /** Reads everything in the connection's snapshot. */
    static AccountBook read(Connection connection, String member, Json json) throws SQLException {
        AccountBook book = new AccountBook(json);
        book.sums(connection);
        Rows.list(
                connection,
                "select account, asset, available, held from position where member = ? and kind = 'HELD'",
                List.of(member),
                row -> book.account(row.getString(1), row.getString(2)).position =
                        BigInteger.valueOf(row.getLong(3)).add(BigInteger.valueOf(row.getLong(4))));
        Rows.list(
                connection,
                "select t.account, t.asset, sum(t.minor) from match_tolerated t join match m on m.id = t.match_id"
                        + " where m.withdrawn_at is null group by t.account, t.asset",
                List.of(),
                row -> book.account(row.getString(1), row.getString(2)).tolerated =
                        row.getBigDecimal(3).toBigIntegerExact());
        Rows.list(
                connection,
                "select distinct on (account, asset) account, asset, opening from statement where opening is not null"
                        + " order by account, asset, from_date nulls first, id",
                List.of(),
                row -> book.account(row.getString(1), row.getString(2)).booksOpening =
                        BigInteger.valueOf(row.getLong(3)));
        book.statements(connection);
        Rows.list(
                connection,
                "select a.account, a.asset, sum(f.minor) from advised_entry a join book_entry_fact f on f.id = a.id"
                        + " group by a.account, a.asset",
                List.of(),
                row -> book.account(row.getString(1), row.getString(2)).advised =
                        row.getBigDecimal(3).toBigIntegerExact());
        Rows.list(
                connection,
                "select account, asset, count(*) from break where not resolved group by account, asset",
                List.of(),
                row -> book.account(row.getString(1), row.getString(2)).openBreaks = row.getLong(3));
        return book;
    }

    private void sums(Connection connection) throws SQLException {
        Rows.list(
                connection,
                "select account, asset, side, status, items, minor_in, minor_out from account_tally where items <> 0",
                List.of(),
                row -> {
                    Account account = account(row.getString(1), row.getString(2));
                    Sum sum =
                            (row.getString(3).equals(Side.CHAIN.name()) ? account.chain : account.books)[row.getInt(4)];
                    sum.count = row.getLong(5);
                    sum.in = row.getBigDecimal(6).toBigIntegerExact();
                    sum.out = row.getBigDecimal(7).toBigIntegerExact();
                    return sum;
                });
    }

    private void statements(Connection connection) throws SQLException {
        Rows.list(
                connection,
                "select distinct on (account, asset) * from statement where kind = 'STATEMENT' order by account, asset,"
                        + " to_date desc nulls last, id desc",
                List.of(),
                row -> {
                    Account account = account(row.getString("account"), row.getString("asset"));
                    account.booksClosing = Optional.ofNullable(row.getBigDecimal("closing"))
                            .map(closing -> closing.toBigIntegerExact());
                    JsonObject statement = new JsonObject()
                            .put("id", row.getLong("id"))
                            .put("reference", row.getString("reference"))
                            .put("consistent", row.getBoolean("consistent"))
                            .put("continuous", row.getBoolean("continuous"));
                    statement.put(
                            "date",
                            Optional.ofNullable(row.getObject("to_date", LocalDate.class))
                                    .orElse(LocalDate.EPOCH)
                                    .toString());
                    account.statement = Optional.of(statement);
                    return account;
                });
    }

    private Account account(String account, String asset) {
        return accounts.computeIfAbsent(new AccountKey(account, asset), key -> new Account());
    }

    int size() {
        return accounts.size();
    }

    /** Accounts whose proof amount is zero. */
    int proved() {
        return (int) accounts.values().stream()
                .filter(account -> proof(account).signum() == 0)
                .count();
    }

    /** Whether counts and sums add up on both sides. */
    boolean complete() {
        return accounts.values().stream().allMatch(AccountBook::addsUp);
    }

    private static boolean addsUp(Account account) {
        return all(account.chain).total().add(account.chain[CARRIED].total()).equals(account.position)
                && account.chain[MATCHED]
                        .total()
                        .equals(account.books[MATCHED].total().add(account.tolerated));
    }

    JsonArray accounts() {
        JsonArray items = new JsonArray();
        accounts.forEach((key, account) -> items.add(account(key, account)));
        return items;
    }

    JsonObject counts(boolean chain, boolean books) {
        long[] counts = new long[3];
        for (Account account : accounts.values()) {
            for (int status = 0; status < counts.length; status++) {
                counts[status] += (chain ? account.chain[status].count : 0) + (books ? account.books[status].count : 0);
            }
        }
        return new JsonObject()
                .put("count", counts[PENDING] + counts[MATCHED] + counts[BROKEN])
                .put("matched", counts[MATCHED])
                .put("broken", counts[BROKEN])
                .put("pending", counts[PENDING]);
    }

    private JsonObject account(AccountKey key, Account a) {
        Sum chain = all(a.chain);
        Sum books = all(a.books);
        String asset = key.asset();
        JsonObject json = new JsonObject()
                .put("account", key.account())
                .put("asset", asset)
                .put("scale", this.json.scale(asset))
                .put("state", state(a))
                .put("chain", side(asset, a.chain[CARRIED].total(), chain, a.position))
                .put("books", side(asset, a.booksOpening, books, booksClosing(a)))
                .put(
                        "items",
                        new JsonObject()
                                .put("matched", bucket(asset, a, MATCHED))
                                .put("broken", bucket(asset, a, BROKEN))
                                .put("pending", bucket(asset, a, PENDING)))
                .put("difference", this.json.amount(asset, difference(a)))
                .put("explained", this.json.amount(asset, explained(a)))
                .put("proof", this.json.amount(asset, proof(a)))
                .put("openBreaks", a.openBreaks);
        if (a.tolerated.signum() != 0) {
            json.put("tolerated", this.json.amount(asset, a.tolerated));
        }
        Json.put(json, "lastStatement", a.statement);
        return json;
    }

    private JsonObject side(String asset, BigInteger opening, Sum sum, BigInteger closing) {
        return new JsonObject()
                .put("opening", json.amount(asset, opening))
                .put("in", json.amount(asset, sum.in))
                .put("out", json.amount(asset, sum.out))
                .put("closing", json.amount(asset, closing))
                .put("entries", sum.count);
    }

    private JsonObject bucket(String asset, Account a, int status) {
        return new JsonObject()
                .put("count", a.chain[status].count + a.books[status].count)
                .put("chain", json.amount(asset, a.chain[status].total()))
                .put("books", json.amount(asset, a.books[status].total()));
    }

    private static String state(Account a) {
        if (proof(a).signum() != 0) {
            return "UNPROVED";
        }
        if (a.chain[BROKEN].count + a.books[BROKEN].count > 0) {
            return "BREAKS";
        }
        if (a.statement.isEmpty()) {
            return "NO_STATEMENT";
        }
        return a.chain[PENDING].count + a.books[PENDING].count > 0 ? "PENDING" : "PROVED";
    }

    private static Sum all(Sum[] byStatus) {
        Sum all = new Sum();
        for (int status = PENDING; status < CARRIED; status++) {
            all.add(byStatus[status]);
        }
        return all;
    }

    private static BigInteger booksClosing(Account a) {
        return a.booksClosing
                .map(closing -> closing.add(a.advised))
                .orElseGet(() -> a.booksOpening.add(all(a.books).total()));
    }

    private static BigInteger difference(Account a) {
        return booksClosing(a).subtract(a.position);
    }

    private static BigInteger explained(Account a) {
        BigInteger books = a.books[PENDING].total().add(a.books[BROKEN].total());
        BigInteger chain = a.chain[PENDING].total().add(a.chain[BROKEN].total());
        return books.subtract(chain).subtract(a.tolerated);
    }

    private static BigInteger proof(Account a) {
        return difference(a).subtract(explained(a));
    }
}
