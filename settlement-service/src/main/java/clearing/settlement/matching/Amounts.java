package clearing.settlement.matching;

import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What matches and breaks need of the rows of their items, on one side. */
final class Amounts {
    /** What is looked up of an item; the key is account and asset. */
    record Item(String key, long minor, String counterparty, LocalDate valueDate, String reference) {}

    private final Map<Long, Item> items = new HashMap<>();

    private Amounts() {}

    static Amounts ofPostings(Connection connection, Stream<Items> all) throws SQLException {
        return read(connection, "posting_fact", all, Items::postings);
    }

    static Amounts ofEntries(Connection connection, Stream<Items> all) throws SQLException {
        return read(connection, "book_entry_fact", all, Items::bookings);
    }

    private static Amounts read(
            Connection connection, String table, Stream<Items> all, Function<Items, List<String>> side)
            throws SQLException {
        Amounts amounts = new Amounts();
        Long[] numbers = all.flatMap(items -> side.apply(items).stream())
                .map(Long::valueOf)
                .distinct()
                .toArray(Long[]::new);
        if (numbers.length > 0) {
            Rows.list(
                            connection,
                            "select id, account, asset, minor, counterparty, value_date, reference from " + table
                                    + " where id = any(?)",
                            List.of((Object) numbers),
                            row -> Map.entry(
                                    row.getLong(1),
                                    new Item(
                                            row.getString(2) + "/" + row.getString(3),
                                            row.getLong(4),
                                            row.getString(5),
                                            row.getObject(6, LocalDate.class),
                                            row.getString(7))))
                    .forEach(item -> amounts.items.put(item.getKey(), item.getValue()));
        }
        return amounts;
    }

    /** The first of them that has a row. */
    Optional<Item> first(List<Long> numbers) {
        return numbers.stream().findFirst().map(items::get);
    }

    /** Sum over the items of that account and asset; over all when none is named. */
    BigDecimal sum(List<Long> numbers, String key) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Long number : numbers) {
            Item item = items.get(number);
            if (item != null && (key.isEmpty() || item.key().equals(key))) {
                sum = sum.add(BigDecimal.valueOf(item.minor()));
            }
        }
        return sum;
    }

    String reference(List<Long> numbers) {
        return first(numbers).map(Item::reference).orElse("");
    }

    static List<Long> numbers(List<String> ids) {
        List<Long> numbers = new ArrayList<>(ids.size());
        ids.forEach(id -> numbers.add(Long.parseLong(id)));
        return numbers;
    }

    /** As an array for COPY. */
    static String braces(List<Long> numbers) {
        StringBuilder text = new StringBuilder("{");
        numbers.forEach(number -> text.append(text.length() > 1 ? "," : "").append(number));
        return text.append('}').toString();
    }
}
