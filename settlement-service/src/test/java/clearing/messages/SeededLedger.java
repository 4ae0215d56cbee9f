package clearing.messages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Postings of one account made from a seed. */
final class SeededLedger {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 16);
    static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final List<String> OTHERS =
            List.of("LotusSecurities", "MeridianBank", "A.Very-Long.Member-Id.Of.Forty.Characters");
    private static final List<String> KINDS =
            List.of("TRADE_LEG", "TRADE_LEG", "DEPOSIT", "WITHDRAWAL", "CYCLE_NET", "HOLD");

    private SeededLedger() {}

    /** Entries of days from {@link #FIRST} on, in the ledger's order. */
    static List<LedgerEntry> entries(long seed, int count, int days) {
        Random random = new Random(seed);
        List<LedgerEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate day = FIRST.plusDays((long) i * days / count);
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            String other = OTHERS.get(random.nextInt(OTHERS.size()));
            long minor = random.nextLong(1, random.nextBoolean() ? 1_000 : 1_000_000_000_000L);
            boolean trade = kind.equals("TRADE_LEG");
            entries.add(new LedgerEntry(
                    i / 3L,
                    i % 3,
                    random.nextInt(4_000),
                    random.nextBoolean() ? minor : -minor,
                    kind,
                    "R" + i + "-" + random.nextInt(1_000_000),
                    other,
                    day,
                    day,
                    trade ? "HK.HarbourBrokers." + other + "." + i + "." + random.nextInt(2_000) : "",
                    day.atTime(9, 30).toInstant(ZONE).plusSeconds(i)));
        }
        return entries;
    }

    static AccountHead head(String asset, int scale, long opening, LocalDate from, LocalDate to) {
        return new AccountHead(
                "HarbourBrokers",
                "Harbour Brokers & Sons <Limited>",
                "HOUSE",
                asset,
                scale,
                from,
                to,
                ZONE,
                opening,
                Instant.parse("2026-11-13T08:00:00Z"));
    }

    /** The entries of those days, and the opening balance before them. */
    record Cut(AccountHead head, List<LedgerEntry> entries, Facts facts) {
        static Cut of(List<LedgerEntry> all, String asset, int scale, LocalDate from, LocalDate to) {
            long opening = all.stream()
                    .filter(e -> e.bookingDate().isBefore(from))
                    .mapToLong(LedgerEntry::minor)
                    .sum();
            AccountHead head = SeededLedger.head(asset, scale, opening, from, to);
            List<LedgerEntry> within = all.stream()
                    .filter(e ->
                            !e.bookingDate().isBefore(from) && !e.bookingDate().isAfter(to))
                    .toList();
            return new Cut(head, within, Facts.of(head, within::forEach, CamtWriter.PER_PAGE));
        }

        CamtWriter camt() {
            return new CamtWriter(head, facts, entries::forEach);
        }
    }
}
