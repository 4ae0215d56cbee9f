package clearing.settlement.matching;

import clearing.kernel.trade.TradeState;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Agreement;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Restoring;
import clearing.reconcile.RuleBook;
import clearing.reconcile.Rules;
import clearing.reconcile.UnsettledTrade;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the engine from the stored facts.
 *
 * @param rules grace times and how amounts are written
 * @param member the own member id
 */
record EngineLoader(Rules rules, String member) {
    /** As it stands: with all agreements and all that was declined. */
    Reconciler live(Connection connection, RuleBook book) throws SQLException {
        return load(connection, book, false);
    }

    /** As if other rules had always been live: with the agreements of people only. */
    Reconciler rehearsal(Connection connection, RuleBook book) throws SQLException {
        return load(connection, book, true);
    }

    private Reconciler load(Connection connection, RuleBook book, boolean peopleOnly) throws SQLException {
        Restoring restoring = Reconciler.restoring(rules, book, closed(connection), opened(connection));
        StoredItems.restore(connection, restoring, book.readsText());
        Rows.list(
                        connection,
                        "select p.author, p.counterparty, p.page, f.idx, f.reference, s.state from trade_stand s"
                                + " join trade_page p on p.id = s.page_id join trade_fact f on f.page_id = s.page_id"
                                + " and f.idx between s.first_idx and s.last_idx where s.state = any(?)"
                                + " and (p.author = ? or p.counterparty = ?)",
                        List.of(ended(), member, member),
                        row -> new UnsettledTrade(
                                row.getString(1) + "/" + row.getString(2) + "/" + row.getInt(3) + "#" + row.getInt(4),
                                row.getString(5),
                                UnsettledTrade.State.valueOf(
                                        TradeState.ofNumber(row.getInt(6)).name())))
                .forEach(restoring::unsettled);
        PartedMatches.aside(connection, book.readsText()).forEach(restoring::aside);
        for (Agreement agreement : AgreementStore.standing(connection, book.readsText())) {
            if (!peopleOnly || !agreement.id().startsWith(Reconciler.BY_RULE)) {
                restoring.agreement(agreement);
            }
        }
        Reconciler engine = restoring.done();
        PartedMatches.declined(connection).forEach(engine::decline);
        SuggestionStore.declined(connection).forEach(engine::decline);
        return engine;
    }

    /** Numbers of the states in which a trade never settles: one that waits in a cycle, or whose parts settle, is in none of them. */
    private static Long[] ended() {
        return Arrays.stream(UnsettledTrade.State.values())
                .map(state -> (long) TradeState.valueOf(state.name()).number())
                .toArray(Long[]::new);
    }

    private static LocalDate closed(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        "select max(as_of) from closed_day",
                        List.of(),
                        row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .flatMap(day -> day)
                .orElse(LocalDate.MIN);
    }

    private static Map<AccountKey, LocalDate> opened(Connection connection) throws SQLException {
        Map<AccountKey, LocalDate> opened = new HashMap<>();
        Rows.list(
                        connection,
                        "select account, asset, min(from_date) from statement where opening is not null and"
                                + " from_date is not null group by account, asset",
                        List.of(),
                        row -> Map.entry(
                                new AccountKey(row.getString(1), row.getString(2)), row.getObject(3, LocalDate.class)))
                .forEach(day -> opened.put(day.getKey(), day.getValue()));
        return opened;
    }
}
