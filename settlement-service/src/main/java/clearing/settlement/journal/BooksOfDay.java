package clearing.settlement.journal;

import clearing.client.journal.Journal;
import clearing.client.journal.JournalEntry;
import clearing.settlement.ledger.TradeNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The books of a business day as they stand, a row to an account and asset: opening, what a statement closes at, and in arrays the entries
 * that are booked on the day. The opening is what the first statement of the day states, else the closing before it, else nothing. Rows of
 * a cut have the same columns.
 */
final class BooksOfDay {
    /** Its one value is the day. */
    static final String ROWS = """
            with of as (select ?::date as day), booked as (
              select f.id, f.account, f.asset, f.minor, f.value_date, f.reference, coalesce(m.status, f.first_status) as status,
                case when m.id is null then f.first_pair else m.pair end as pair,
                case when m.id is null then f.first_match else m.match_id end as match_id,
                case when m.id is null then f.first_break else m.break_id end as break_id
              from book_entry_fact f left join book_entry_moved m on m.id = f.id
              where f.booking_date = (select day from of)
            ), told as (
              select e.*, case when e.pair is not null then p.trade else
                  (select min(q.trade) from posting_fact q where q.id = any(coalesce(g.postings, b.postings))
                   having count(distinct q.trade) = 1 and count(*) = count(q.trade)) end as trade
              from booked e left join posting_fact p on p.id = e.pair
                left join match_fact g on e.pair is null and g.id = e.match_id
                left join break b on b.id = e.break_id
            ), names as (
              select account, asset from statement, of where coalesce(to_date, from_date) <= day or from_date < day
              union select account, asset from booked
            )
            select n.account, n.asset, coalesce(
                (select s.opening from statement s, of where s.account = n.account and s.asset = n.asset
                   and coalesce(s.to_date, s.from_date) = day and s.opening is not null order by s.id limit 1),
                (select s.closing from statement s, of where s.account = n.account and s.asset = n.asset
                   and coalesce(s.to_date, s.from_date) < day and s.closing is not null
                   order by coalesce(s.to_date, s.from_date) desc, s.id desc limit 1), 0) as opening,
              (select s.closing from statement s, of where s.account = n.account and s.asset = n.asset
                 and coalesce(s.to_date, s.from_date) = day and s.closing is not null order by s.id desc limit 1) as closing,
              coalesce(array_agg(t.id order by t.id) filter (where t.id is not null), '{}') as entries,
              coalesce(array_agg(t.minor order by t.id) filter (where t.id is not null), '{}') as minors,
              coalesce(array_agg(t.value_date - date '1970-01-01' order by t.id) filter (where t.id is not null), '{}') as value_days,
              coalesce(array_agg(t.reference order by t.id) filter (where t.id is not null), '{}') as refs,
              coalesce(array_agg(t.status::int order by t.id) filter (where t.id is not null), '{}') as statuses,
              coalesce(array_agg(coalesce(t.trade, '') order by t.id) filter (where t.id is not null), '{}') as trades
            from names n left join told t on t.account = n.account and t.asset = n.asset
            group by n.account, n.asset
            """;

    private static final JournalEntry.Verdict[] VERDICTS = {
        JournalEntry.Verdict.PENDING, JournalEntry.Verdict.MATCHED, JournalEntry.Verdict.BROKEN
    };

    private BooksOfDay() {}

    /**
     * What a row says.
     *
     * @param day on which its entries are booked
     */
    static Journal.Of account(Connection connection, ResultSet row, LocalDate day) throws SQLException {
        Long[] numbers = array(row, "entries", Long[].class);
        Long[] minors = array(row, "minors", Long[].class);
        Integer[] valueDays = array(row, "value_days", Integer[].class);
        String[] references = array(row, "refs", String[].class);
        Integer[] statuses = array(row, "statuses", Integer[].class);
        String[] trades = array(row, "trades", String[].class);
        List<JournalEntry> entries = new ArrayList<>(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            entries.add(new JournalEntry(
                    Long.toString(numbers[i]),
                    minors[i],
                    day,
                    LocalDate.ofEpochDay(valueDays[i]),
                    references[i],
                    verdict(statuses[i]),
                    trade(connection, trades[i])));
        }
        long opening = row.getLong("opening");
        Optional<Long> stated =
                Optional.ofNullable((Number) row.getObject("closing")).map(Number::longValue);
        return new Journal.Of(
                row.getString("account"),
                row.getString("asset"),
                opening,
                stated.isPresent() ? stated.get() : sum(opening, entries),
                entries);
    }

    /** What opening and entries come to; the opening where that is beyond all amounts, so that the account does not balance. */
    private static long sum(long opening, List<JournalEntry> entries) {
        try {
            return Math.addExact(
                    opening, entries.stream().mapToLong(JournalEntry::minor).reduce(0, Math::addExact));
        } catch (ArithmeticException e) {
            return opening;
        }
    }

    private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
        return type.cast(row.getArray(column).getArray());
    }

    private static JournalEntry.Verdict verdict(int status) {
        return status >= 0 && status < VERDICTS.length ? VERDICTS[status] : JournalEntry.Verdict.PENDING;
    }

    private static String trade(Connection connection, String stored) throws SQLException {
        return TradeNames.meant(connection, stored)
                .map(id -> id.page().path() + "#" + id.index())
                .orElse("");
    }
}
