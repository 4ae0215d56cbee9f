package clearing.settlement.api;

import clearing.settlement.access.Principal;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** To which accounts belongs what a request names: in its path, in its query and in its body. */
final class Owners {
    private static final String MATCH = items("match", true);
    private static final String PROPOSAL = items("proposal", true);
    private static final String SUGGESTION = items("suggestion", false);

    /** By parameter, or by operation and parameter where that operation needs more. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("breakId", "select account from break where id = ?"),
            Map.entry("entryId", "select account from book_entry where id = ?"),
            Map.entry("matchId", "select account from match where id = ?"),
            Map.entry("undoMatch.matchId", MATCH),
            Map.entry("statementId", "select account from statement where id = ?"),
            Map.entry(
                    "statementFile.statementId",
                    "select other.account from statement s join statement other on other.file_id = s.file_id where s.id = ?"),
            Map.entry("proposalId", PROPOSAL),
            Map.entry("suggestionId", SUGGESTION),
            Map.entry("mandateId", "select unnest(accounts) from mandate where id = ?"),
            Map.entry("candidates.posting", "select account from posting where id = ?"),
            Map.entry("candidates.entry", "select account from book_entry where id = ?"));

    private static final Map<String, String> IN_BODY = Map.of(
            "breakId", "select account from break where id = ?",
            "ids", "select account from break where id = ?",
            "matchId", MATCH,
            "postings", "select account from posting where id = ?",
            "bookEntries", "select account from book_entry where id = ?");

    private final Connection connection;
    private final Principal who;

    Owners(Connection connection, Principal who) {
        this.connection = connection;
        this.who = who;
    }

    /** A row's own account, and those of the items that it names. */
    private static String items(String table, boolean hasAccount) {
        return "with named as (select * from " + table + " where id = ?) "
                + (hasAccount ? "select account from named union " : "")
                + "select account from posting where id in (select unnest(postings) from named)"
                + " union select account from book_entry where id in (select unnest(bookings) from named)";
    }

    /** Whether everything that the request names belongs to accounts that the person works for. */
    boolean all(String operation, Call call) throws SQLException {
        // Lists leave out what is foreign; a message is of one account.
        if (operation.equals("messageStatement")
                && !call.text("account").map(who::sees).orElse(true)) {
            return false;
        }
        for (String name : call.path().keySet()) {
            Optional<String> sql = named(operation, name);
            if (sql.isPresent() && !sees(sql.get(), call.pathNumber(name))) {
                return false;
            }
        }
        for (String name : call.query().keySet()) {
            Optional<String> sql = Optional.ofNullable(NAMED.get(operation + "." + name));
            Optional<Long> number = sql.flatMap(each -> call.number(name));
            if (number.isPresent() && !sees(sql.orElse(""), number.get())) {
                return false;
            }
        }
        return !call.isJson() || body(call.json());
    }

    private static Optional<String> named(String operation, String name) {
        return Optional.ofNullable(NAMED.get(operation + "." + name)).or(() -> Optional.ofNullable(NAMED.get(name)));
    }

    private boolean body(JsonObject body) throws SQLException {
        for (Map.Entry<String, String> field : IN_BODY.entrySet()) {
            for (long id : numbers(body.getValue(field.getKey()))) {
                if (!sees(field.getValue(), id)) {
                    return false;
                }
            }
        }
        boolean own = !(body.getValue("accounts") instanceof JsonArray accounts)
                || accounts.stream().allMatch(each -> who.sees(each.toString()));
        return own
                && (!(body.getValue("adjustment") instanceof JsonObject entry)
                        || !(entry.getValue("account") instanceof String account)
                        || who.sees(account));
    }

    private static List<Long> numbers(Object value) {
        List<Long> all = new ArrayList<>();
        if (value instanceof Number number) {
            all.add(number.longValue());
        } else if (value instanceof JsonArray numbers) {
            for (Object each : numbers) {
                all.addAll(numbers(each));
            }
        }
        return all;
    }

    /** Nobody's is not theirs. */
    private boolean sees(String sql, long id) throws SQLException {
        List<String> accounts = Rows.list(connection, sql, List.of(id), row -> row.getString(1));
        return !accounts.isEmpty() && accounts.stream().allMatch(who::sees);
    }
}
