package clearing.settlement.source;

import clearing.books.BookEntry;
import clearing.kernel.codec.Bytes;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.source.SourceReader.SourceEntry;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fits a batch of one source into the journals of its days, all or nothing, and only then writes it. A day opens with what its
 * source states, else with the closing before it; its closing is opening and entries, and moves the days after it. What was closed by
 * a stated closing does not change.
 */
final class Journals {
    private final Connection connection;
    private final String source;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<JournalKey, TreeMap<LocalDate, DayPlan>> plans = new LinkedHashMap<>();
    private final Map<String, byte[]> freshIds = new LinkedHashMap<>();
    private int known;

    private Journals(Connection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    /** Reads what is there and fits the batch in; nothing is written. */
    static Journals plan(Connection connection, String source, List<SourceEntry> entries, List<StatedBalance> balances)
            throws SQLException {
        Journals journals = new Journals(connection, source);
        journals.take(entries);
        for (StatedBalance balance : balances) {
            journals.day(new JournalKey(balance.internal(), balance.account(), balance.asset()), balance.day());
        }
        for (Map.Entry<JournalKey, TreeMap<LocalDate, DayPlan>> plan : journals.plans.entrySet()) {
            journals.load(plan.getKey(), plan.getValue());
        }
        for (Map.Entry<JournalKey, TreeMap<LocalDate, DayPlan>> plan : journals.plans.entrySet()) {
            journals.fit(plan.getKey(), plan.getValue(), balances);
        }
        return journals;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Entries that were here already. */
    int known() {
        return known;
    }

    /** Entries that are new. */
    int fresh() {
        return freshIds.size();
    }

    /** Journals that the batch adds to. */
    int days() {
        return (int) plans.values().stream()
                .flatMap(days -> days.values().stream())
                .filter(day -> !day.fresh.isEmpty() || day.statement.isEmpty())
                .count();
    }

    private void take(List<SourceEntry> entries) throws SQLException {
        Map<String, byte[]> before =
                seen(entries.stream().map(e -> e.entry().entryId()).toList());
        for (SourceEntry e : entries) {
            BookEntry entry = e.entry();
            byte[] content = content(e);
            byte[] old = before.getOrDefault(entry.entryId(), freshIds.getOrDefault(entry.entryId(), new byte[0]));
            if (MessageDigest.isEqual(old, content)) {
                known++;
            } else if (old.length > 0) {
                faults.add(new Fault(
                        "ENTRY_CHANGED",
                        entry.location().line() - 2,
                        "id",
                        "The source has sent another entry under the id " + entry.entryId()
                                + " before; books are corrected by a further entry, not by changing one."));
            } else {
                freshIds.put(entry.entryId(), content);
                day(new JournalKey(e.internal(), entry.account(), entry.asset()), entry.bookingDate())
                        .fresh
                        .add(entry);
            }
        }
    }

    private DayPlan day(JournalKey key, LocalDate day) {
        return plans.computeIfAbsent(key, k -> new TreeMap<>()).computeIfAbsent(day, DayPlan::fresh);
    }

    private Map<String, byte[]> seen(List<String> ids) throws SQLException {
        Map<String, byte[]> seen = new HashMap<>();
        Rows.list(
                connection,
                "select entry_id, content_sha256 from source_entry where source = ? and entry_id = any(?)",
                List.of(source, ids.toArray(String[]::new)),
                row -> seen.put(row.getString(1), row.getBytes(2)));
        return seen;
    }

    /** Puts stored days, from the first that the batch touches on, among the planned ones. */
    private void load(JournalKey key, TreeMap<LocalDate, DayPlan> days) throws SQLException {
        Rows.list(
                        connection,
                        "select j.day, j.statement_id, j.opening_stated, j.closed, s.opening, s.movements from source_journal j"
                                + " join statement s on s.id = j.statement_id where j.source = ? and j.internal_account = ? and"
                                + " j.asset = ? and j.day >= ?",
                        List.of(source, key.internal(), key.asset(), days.firstKey()),
                        row -> DayPlan.stored(
                                row.getObject("day", LocalDate.class),
                                row.getLong("statement_id"),
                                row.getBigDecimal("movements").longValueExact(),
                                Optional.ofNullable(row.getBigDecimal("opening"))
                                        .map(opening -> opening.longValueExact()),
                                row.getBoolean("opening_stated"),
                                row.getBoolean("closed")))
                .forEach(stored -> {
                    DayPlan planned = days.put(stored.day, stored);
                    if (planned != null) {
                        stored.fresh.addAll(planned.fresh);
                    }
                });
    }

    private void fit(JournalKey key, TreeMap<LocalDate, DayPlan> days, List<StatedBalance> balances)
            throws SQLException {
        Optional<Long> before = Rows.first(
                        connection,
                        "select closing from statement where account = ? and asset = ? and to_date < ?"
                                + " order by to_date desc, id desc limit 1",
                        List.of(key.account(), key.asset(), days.firstKey()),
                        row -> Optional.ofNullable(row.getBigDecimal(1)))
                .flatMap(closing -> closing)
                .map(closing -> closing.longValueExact());
        for (DayPlan day : days.values()) {
            Optional<Long> opening = stated(balances, key, day.day, false);
            if (opening.isPresent() && day.openingStated && !opening.equals(day.opening)) {
                faults.add(Fault.of(
                        "BALANCE_DIFFERS", "Another opening of " + key.internal() + " on " + day.day + " was stated."));
            }
            if (opening.isPresent()) {
                day.opening = opening;
                day.openingStated = true;
            } else if (!day.openingStated) {
                day.opening = before.isPresent() ? before : day.opening;
            }
            day.continuous = before.isEmpty() || day.opening.isEmpty() || before.equals(day.opening);
            close(key, day, stated(balances, key, day.day, true));
            before = day.closing();
        }
    }

    private void close(JournalKey key, DayPlan day, Optional<Long> closing) {
        if (day.breaksTheClose()) {
            faults.add(Fault.of(
                    "DAY_CLOSED",
                    "The source has stated the closing of " + key.internal() + " on " + day.day
                            + "; nothing of that day or before it can be added."));
        }
        if (closing.isPresent()) {
            if (!closing.equals(day.closing())) {
                faults.add(Fault.of(
                        "SUM_DIFFERS",
                        "Opening and entries of " + key.internal() + " in " + key.asset() + " on " + day.day + " make "
                                + day.closing().map(Object::toString).orElse("no balance, for want of an opening,")
                                + " in minor units, the stated closing is " + closing.get() + "."));
            }
            day.closed = true;
        }
    }

    private static Optional<Long> stated(
            Collection<StatedBalance> balances, JournalKey key, LocalDate day, boolean closing) {
        return balances.stream()
                .filter(b -> b.internal().equals(key.internal())
                        && b.asset().equals(key.asset())
                        && b.day().equals(day)
                        && b.closing() == closing)
                .map(StatedBalance::minor)
                .findFirst();
    }

    /** Writes the plan and gives its entries to the engine; only a plan without faults. */
    void write(Reconciliation.Unit unit, Instant now) throws SQLException {
        for (Map.Entry<JournalKey, TreeMap<LocalDate, DayPlan>> plan : plans.entrySet()) {
            for (DayPlan day : plan.getValue().values()) {
                JournalRows.write(unit, source, plan.getKey(), day, now);
            }
        }
        CopyRows ids = new CopyRows("source_entry", "source, entry_id, content_sha256");
        freshIds.forEach((id, content) -> ids.add(source, id, content));
        ids.write(connection);
    }

    /** Everything that an entry says, so that the same id with other content is noticed. */
    private static byte[] content(SourceEntry e) {
        BookEntry b = e.entry();
        String all = String.join(
                "\u001f",
                e.internal(),
                b.asset(),
                Long.toString(b.amountMinor()),
                b.bookingDate().toString(),
                b.valueDate().toString(),
                String.join("+", b.references()),
                b.counterparty(),
                Boolean.toString(b.reversal()),
                b.transactionCode(),
                b.text());
        return Bytes.sha256(all.getBytes(StandardCharsets.UTF_8));
    }
}
