package clearing.settlement.messages;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.messages.AccountHead;
import clearing.messages.LedgerEntry;
import clearing.messages.Ledgered;
import clearing.messages.MessageException;
import clearing.messages.Payment;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Facts of one member in one snapshot of its database. An entry's booking date is the business day, in the zone of its asset's lane,
 * of the transaction that moved it; so the statement of a day holds what the ledger did on that day, whatever its value date.
 */
public final class MessageFacts {
    private static final int FETCH = 2_000;
    private static final String POSTINGS =
            "select * from posting where account = ? and asset = ? and at >= ? and at < ?"
                    + " and block between ? and ? order by block, tx, effect";
    private static final String PAYMENTS =
            "select * from posting where asset = any(?) and (? = '' or account = ?) and minor < 0"
                    + " and kind in ('TRADE_LEG', 'CYCLE_NET', 'HOLD') and counterparty not in ('', ?)"
                    + " and at >= ? and at < ? order by block, tx, effect";

    private final Connection connection;
    private final Constitution constitution;
    private final Member member;

    /**
     * @param connection in a transaction whose snapshot does not change
     * @param constitution the one in force
     * @param member the own member id
     */
    public MessageFacts(Connection connection, Constitution constitution, String member) {
        this.connection = connection;
        this.constitution = constitution;
        this.member = constitution
                .member(member)
                .orElseThrow(() -> new MessageException("The constitution in force does not know " + member + "."));
    }

    /**
     * Days as the ledger had them.
     *
     * @param from first
     * @param to last
     * @param block of which alone entries are wanted
     */
    public record Span(LocalDate from, LocalDate to, Optional<Long> block) {}

    /** The day of a block by the zone of the asset's lane; empty when there is no such block. */
    public Optional<Span> ofBlock(String asset, long block) {
        ZoneOffset zone = zone(asset(asset));
        return query(
                "select min(at), max(at) from tx where block = ? having count(*) > 0",
                List.of(block),
                row -> new Span(
                        Rows.instant(row, "min").atOffset(zone).toLocalDate(),
                        Rows.instant(row, "max").atOffset(zone).toLocalDate(),
                        Optional.of(block)));
    }

    /**
     * What a statement or notification of the account is about.
     *
     * @throws MessageException when the member has no such account or there is no such asset
     */
    public AccountHead head(String account, String asset, Span span) {
        if (!member.accounts().contains(account)) {
            throw new MessageException(member.id() + " has no account " + account + "; it has "
                    + String.join(", ", member.accounts()) + ".");
        }
        Asset known = asset(asset);
        ZoneOffset zone = zone(known);
        Instant start = start(span.from(), zone);
        long opening = query(
                        "select coalesce(sum(minor), 0) from posting where account = ? and asset = ? and at < ?",
                        List.of(account, asset, start),
                        row -> row.getBigDecimal(1).longValueExact())
                .orElse(0L);
        Instant openedAt = query(
                        "select max(at) as at from posting where account = ? and asset = ? and at < ? having count(*) > 0",
                        List.of(account, asset, start),
                        row -> Rows.instant(row, "at"))
                .orElse(start);
        return new AccountHead(
                member.id(),
                member.name(),
                account,
                asset,
                known.scale(),
                span.from(),
                span.to(),
                zone,
                opening,
                openedAt);
    }

    /** The account's postings of these days. */
    public Ledgered<LedgerEntry> entries(AccountHead head, Span span) {
        List<Object> values = List.of(
                head.account(),
                head.asset(),
                start(span.from(), head.zone()),
                start(span.to().plusDays(1), head.zone()),
                span.block().orElse(0L),
                span.block().orElse(Long.MAX_VALUE));
        return to -> stream(
                POSTINGS,
                values,
                row -> to.accept(new LedgerEntry(
                        row.getLong("block"),
                        row.getInt("tx"),
                        row.getInt("effect"),
                        row.getLong("minor"),
                        row.getString("kind"),
                        row.getString("reference"),
                        row.getString("counterparty"),
                        Rows.instant(row, "at").atOffset(head.zone()).toLocalDate(),
                        row.getObject("value_date", LocalDate.class),
                        Optional.ofNullable(row.getString("trade")).orElse(""),
                        Rows.instant(row, "at"))));
    }

    /**
     * Cash that the member paid to other institutions on these days, lane by lane.
     *
     * @param account of which alone payments are wanted
     * @param asset in which alone payments are wanted
     */
    public Ledgered<Payment> payments(Optional<String> account, Optional<String> asset, Span span) {
        List<Ledgered<Payment>> lanes = currenciesByLane(asset).stream()
                .map(assets -> ofLane(account, assets, span))
                .toList();
        return to -> lanes.forEach(lane -> lane.each(to));
    }

    private Ledgered<Payment> ofLane(Optional<String> account, List<String> assets, Span span) {
        ZoneOffset zone = zone(asset(assets.getFirst()));
        List<Object> values = List.of(
                assets.toArray(String[]::new),
                account.orElse(""),
                account.orElse(""),
                member.id(),
                start(span.from(), zone),
                start(span.to().plusDays(1), zone));
        return to -> stream(PAYMENTS, values, row -> {
            String asset = row.getString("asset");
            Instant at = Rows.instant(row, "at");
            to.accept(new Payment(
                    row.getLong("block"),
                    row.getInt("tx"),
                    row.getInt("effect"),
                    member.id(),
                    row.getString("account"),
                    row.getString("counterparty"),
                    asset,
                    asset(asset).scale(),
                    Math.negateExact(row.getLong("minor")),
                    row.getString("reference"),
                    Optional.ofNullable(row.getString("trade")).orElse(""),
                    at.atOffset(zone).toLocalDate(),
                    row.getObject("value_date", LocalDate.class),
                    at));
        });
    }

    private List<List<String>> currenciesByLane(Optional<String> only) {
        return constitution.assets().stream()
                .filter(asset -> asset.kind() == AssetKind.CASH)
                .filter(asset -> only.map(asset.code()::equals).orElse(true))
                .collect(Collectors.groupingBy(
                        Asset::lane, TreeMap::new, Collectors.mapping(Asset::code, Collectors.toList())))
                .values()
                .stream()
                .toList();
    }

    private Asset asset(String code) {
        return constitution
                .assetOf(code)
                .orElseThrow(() -> new MessageException("There is no asset " + code + " on the ledger."));
    }

    private ZoneOffset zone(Asset asset) {
        return ZoneOffset.ofTotalSeconds(60
                * constitution
                        .lane(asset.lane())
                        .orElseThrow(() -> new MessageException("The lane of " + asset.code() + " is gone."))
                        .utcOffsetMinutes());
    }

    private static Instant start(LocalDate day, ZoneOffset zone) {
        return day.atStartOfDay().toInstant(zone);
    }

    private <T> Optional<T> query(String sql, List<Object> values, Rows.Mapper<T> mapper) {
        try {
            return Rows.first(connection, sql, values, mapper);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /** Row by row through a cursor, so that not all of them are in memory. */
    private void stream(String sql, List<Object> values, RowTaker to) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            Rows.bind(connection, statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    to.take(row);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static StorageException failed(SQLException e) {
        return new StorageException("database error " + e.getSQLState() + ": " + e.getMessage(), e);
    }
}
