package clearing.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.books.AssetScales;
import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.BooksFile;
import clearing.books.CamtBooks;
import clearing.books.CsvBooks;
import clearing.books.Statement;
import clearing.messages.SeededLedger.Cut;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import clearing.reconcile.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one member's service writes, another's reads without a problem and reconciles with the same ledger without a break. */
final class StatementRoundTripTest {
    private static final String ISIN = "HK0000069689";
    private static final AssetScales SCALES = asset ->
            asset.equals(ISIN) ? OptionalInt.of(0) : asset.equals("HKD") ? OptionalInt.of(2) : OptionalInt.empty();
    /** The other member knows nothing but the account's name in the message. */
    private static final BooksConfig OTHERS = new BooksConfig(
            "LotusSecurities",
            List.of(new BooksConfig.Account("HarbourBrokers/HOUSE", "MIRROR", "*")),
            java.util.Map.of(),
            BooksConfig.DEFAULT_REFERENCES,
            List.of(),
            java.util.Map.of());

    static byte[] bytes(Consumer<OutputStream> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.accept(out);
        return out.toByteArray();
    }

    private static List<Verdict> reconcile(
            List<LedgerEntry> chain, List<Statement> books, String asset, LocalDate last) {
        Reconciler engine = new Reconciler(Rules.standard((a, minor) -> minor + " " + a));
        AccountKey key = new AccountKey("MIRROR", asset);
        List<Verdict> verdicts = new ArrayList<>();
        for (LedgerEntry e : chain) {
            verdicts.addAll(engine.onPosting(
                    new Posting(e.id(), key, e.minor(), e.reference(), e.counterparty(), e.valueDate())));
        }
        for (Statement statement : books) {
            statement.opening().map(Balance::date).ifPresent(day -> verdicts.addAll(engine.onBooksOpened(key, day)));
            for (BookEntry entry : statement.entries()) {
                verdicts.addAll(engine.onBooking(Booking.of(statement.page() + "/" + entry.entryId(), entry)));
            }
        }
        verdicts.addAll(engine.closeDay(last.plusDays(10)));
        return verdicts;
    }

    private static void holds(Cut cut, BooksFile read) {
        assertThat(read.problems()).isEmpty();
        List<Statement> statements = read.statements();
        assertThat(statements.getFirst().opening().map(Balance::minor))
                .contains(cut.head().opening());
        assertThat(statements.getLast().closing().map(Balance::minor))
                .contains(cut.facts().closing(cut.head()).longValueExact());
        assertThat(statements.stream().flatMap(s -> s.entries().stream()).map(BookEntry::amountMinor))
                .containsExactlyElementsOf(
                        cut.entries().stream().map(LedgerEntry::minor).toList());
        List<Verdict> verdicts = reconcile(
                cut.entries(), statements, cut.head().asset(), cut.head().to());
        assertThat(verdicts.stream().filter(v -> !(v instanceof Verdict.Matched || v instanceof Verdict.Pending)))
                .isEmpty();
        assertThat(verdicts.stream().filter(Verdict.Matched.class::isInstance)).hasSameSizeAs(cut.entries());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void statements_of_consecutive_days_join_and_reconcile(long seed) throws IOException {
        List<LedgerEntry> all = SeededLedger.entries(seed, 1 + (int) seed * 13, 4);
        LocalDate middle = SeededLedger.FIRST.plusDays(seed % 4);
        long closed = 0;
        for (Cut cut : List.of(
                Cut.of(all, "HKD", 2, SeededLedger.FIRST, middle),
                Cut.of(all, "HKD", 2, middle.plusDays(1), SeededLedger.FIRST.plusDays(5)))) {
            byte[] message = bytes(cut.camt()::statement);

            assertThat(PublishedSchema.differences(message)).isEmpty();
            assertThat(bytes(cut.camt()::statement)).isEqualTo(message);
            assertThat(cut.head().opening()).isEqualTo(closed);
            holds(cut, new CamtBooks(OTHERS, SCALES).read("of.xml", new ByteArrayInputStream(message)));
            closed = cut.facts().closing(cut.head()).longValueExact();
        }
        assertThat(closed).isEqualTo(all.stream().mapToLong(LedgerEntry::minor).sum());
    }

    @Test
    void a_long_statement_comes_in_pages_that_join() throws IOException {
        int count = 2 * CamtWriter.PER_PAGE + 1;
        Cut cut = Cut.of(SeededLedger.entries(99, count, 1), "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST);
        byte[] message = bytes(cut.camt()::statement);

        assertThat(PublishedSchema.differences(message)).isEmpty();
        BooksFile read = new CamtBooks(OTHERS, SCALES).read("of.xml", new ByteArrayInputStream(message));
        assertThat(read.statements()).extracting(Statement::page).containsExactly(1, 2, 3);
        assertThat(read.statements()).extracting(Statement::lastPage).containsExactly(false, false, true);
        for (int page = 1; page < 3; page++) {
            assertThat(read.statements().get(page).opening().map(Balance::minor))
                    .isEqualTo(read.statements().get(page - 1).closing().map(Balance::minor));
        }
        holds(cut, read);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_security_goes_as_csv_of_the_documented_form(long seed) throws IOException {
        Cut cut =
                Cut.of(SeededLedger.entries(seed, 40, 3), ISIN, 0, SeededLedger.FIRST, SeededLedger.FIRST.plusDays(2));
        byte[] csv = bytes(new StatementCsv(cut.head(), cut.facts(), cut.entries()::forEach)::write);
        String mapping = """
                {"columns": {"record": "record", "statement": "statement", "account": "account_id", "asset": "isin",
                 "bookingDate": "booking_date", "valueDate": "value_date", "reference": "reference",
                 "counterparty": "counterparty", "amount": "quantity", "reversal": "reversal", "text": "text"}}
                """;

        holds(
                cut,
                new CsvBooks(OTHERS, SCALES)
                        .read(
                                "of.csv",
                                new ByteArrayInputStream(csv),
                                BooksConfigReader.readMapping("mapping", mapping.getBytes(StandardCharsets.UTF_8))));
        assertThatThrownBy(cut::camt).isInstanceOf(MessageException.class).hasMessageContaining("csv");
    }

    @Test
    void a_notification_is_as_published_with_entries_or_without() {
        List<LedgerEntry> all = SeededLedger.entries(5, 30, 2);
        for (Cut cut : List.of(
                Cut.of(all, "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST.plusDays(1)),
                Cut.of(List.of(), "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST))) {
            byte[] message = bytes(cut.camt()::notification);
            assertThat(PublishedSchema.differences(message)).isEmpty();
            assertThat(new String(message, StandardCharsets.UTF_8))
                    .contains(cut.facts().sha256());
        }
    }

    @Test
    void one_other_fact_makes_another_hash_and_another_message_id() {
        List<LedgerEntry> all = SeededLedger.entries(7, 10, 1);
        Cut cut = Cut.of(all, "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST);
        Cut fewer = Cut.of(all.subList(0, 9), "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST);
        assertThat(fewer.facts().sha256()).isNotEqualTo(cut.facts().sha256());
    }

    @Test
    void an_amount_beyond_eighteen_digits_is_refused() {
        LedgerEntry huge = SeededLedger.entries(1, 1, 1).getFirst();
        LedgerEntry e = new LedgerEntry(
                1,
                0,
                0,
                Long.MAX_VALUE,
                "DEPOSIT",
                "D-1",
                "MeridianBank",
                huge.bookingDate(),
                huge.valueDate(),
                "",
                huge.at());
        Cut cut = Cut.of(List.of(e), "HKD", 2, SeededLedger.FIRST, SeededLedger.FIRST);
        assertThatThrownBy(() -> bytes(cut.camt()::statement))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("18");
    }
}
