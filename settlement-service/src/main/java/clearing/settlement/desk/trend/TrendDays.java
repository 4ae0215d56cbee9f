package clearing.settlement.desk.trend;

import clearing.settlement.desk.age.AgeBucket;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Closed days by account and asset, as they stood at their close. */
public final class TrendDays {
    private static final String AGED =
            "coalesce(sum(risk_minor) filter (where not resolved and business_age between ? and ?), 0)";
    private static final String CLOSE =
            "with counted as (select account, asset, coalesce(sum(items) filter (where status = 1), 0) as matched,"
                    + " coalesce(sum(items) filter (where status = 2), 0) as broken,"
                    + " coalesce(sum(items) filter (where status = 0), 0) as pending"
                    + " from account_tally where status <> 3 and items <> 0 group by account, asset),"
                    + " before as (select coalesce(max(at), '-infinity') as at from closed_day where as_of < ?),"
                    + " broken as (select account, asset, count(*) filter (where not resolved) as open_breaks,"
                    + " count(*) filter (where opened_at > before.at) as opened,"
                    + " count(*) filter (where resolved and resolved_at > before.at) as resolved, array["
                    + String.join(", ", List.of(AGED, AGED, AGED, AGED, AGED))
                    + "] as aged from break, before group by account, asset)"
                    + " insert into trend_day (day, account, asset, matched, broken, pending, open_breaks, opened, resolved, aged)"
                    + " select ?, c.account, c.asset, c.matched, c.broken, c.pending, coalesce(b.open_breaks, 0),"
                    + " coalesce(b.opened, 0), coalesce(b.resolved, 0), coalesce(b.aged, '{0,0,0,0,0}')"
                    + " from counted c left join broken b on b.account = c.account and b.asset = c.asset"
                    + " on conflict (day, account, asset) do update set matched = excluded.matched, broken = excluded.broken,"
                    + " pending = excluded.pending, open_breaks = excluded.open_breaks, opened = excluded.opened,"
                    + " resolved = excluded.resolved, aged = excluded.aged";

    private TrendDays() {}

    /** Writes how the day stands, in the transaction that closes it; a day that is closed again stands as at the last close. */
    public static void close(Connection connection, LocalDate day) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(day);
        for (AgeBucket bucket : AgeBucket.values()) {
            values.add(bucket.from());
            values.add(bucket.to());
        }
        values.add(day);
        Rows.update(connection, CLOSE, values.toArray());
    }

    /**
     * A closed day of one account and asset.
     *
     * @param aged amount at risk of open breaks in minor units, by the places of {@link AgeBucket}
     */
    public record Day(
            LocalDate day,
            String account,
            String asset,
            long matched,
            long broken,
            long pending,
            long openBreaks,
            long opened,
            long resolved,
            List<BigDecimal> aged) {
        public Day {
            aged = List.copyOf(aged);
        }
    }

    /** Days from the first to the last, of all accounts and assets, oldest first. */
    public static List<Day> between(Connection connection, LocalDate from, LocalDate to) throws SQLException {
        return Rows.list(
                connection,
                "select * from trend_day where day between ? and ? order by day, account, asset",
                List.of(from, to),
                row -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getString("account"),
                        row.getString("asset"),
                        row.getLong("matched"),
                        row.getLong("broken"),
                        row.getLong("pending"),
                        row.getLong("open_breaks"),
                        row.getLong("opened"),
                        row.getLong("resolved"),
                        List.of((BigDecimal[]) row.getArray("aged").getArray())));
    }
}
