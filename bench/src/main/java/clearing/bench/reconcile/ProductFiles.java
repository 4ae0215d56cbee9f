package clearing.bench.reconcile;

import clearing.books.BookEntry;
import clearing.books.BooksConfig;
import clearing.books.BooksFile;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.CsvTarget;
import clearing.books.Statement;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.NewPosting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** Reads both files with the product's own reader of CSV books: bounded, with hash and with the place of every error. */
final class ProductFiles {
    private static final BooksConfig CONFIG = new BooksConfig(
            "BenchBrokers",
            Market.ACCOUNTS.stream()
                    .map(name -> new BooksConfig.Account(name, name, BooksConfig.ANY_ASSET))
                    .toList(),
            Map.of(),
            BooksConfig.DEFAULT_REFERENCES,
            List.of(),
            Map.of());
    private static final CsvMapping CHAIN = mapping(Map.of(CsvTarget.ENTRY_ID, "id", CsvTarget.CODE, "kind"));
    private static final CsvMapping BOOKS =
            mapping(Map.of(CsvTarget.BOOKING_DATE, "booking_date", CsvTarget.CODE, "code", CsvTarget.TEXT, "text"));

    private ProductFiles() {}

    private static CsvMapping mapping(Map<CsvTarget, String> further) {
        Map<CsvTarget, String> columns = new EnumMap<>(Map.of(
                CsvTarget.ACCOUNT,
                "account",
                CsvTarget.ASSET,
                "asset",
                CsvTarget.AMOUNT,
                "amount",
                CsvTarget.REFERENCE,
                "reference",
                CsvTarget.COUNTERPARTY,
                "counterparty",
                CsvTarget.VALUE_DATE,
                "value_date"));
        columns.putAll(further);
        return CsvMapping.ofColumns(columns);
    }

    /** Decimals of the assets that are drawn. */
    private static OptionalInt scale(String asset) {
        return OptionalInt.of(asset.length() == 3 ? 2 : 0);
    }

    /** Entries of the books, handed in. */
    static BooksFile books(BooksReader.Upload upload) {
        try (InputStream in = new ByteArrayInputStream(upload.bytes())) {
            return books(upload.name(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries of the books. */
    static BooksFile books(String name, InputStream in) throws IOException {
        return new CsvBooks(CONFIG, ProductFiles::scale).read(name, in, BOOKS);
    }

    /** Postings of the chain, on their way into the database. */
    static List<NewPosting> postings(Path file) {
        List<NewPosting> postings = new ArrayList<>();
        chain(
                file,
                (id, entry) -> postings.add(new NewPosting(
                        id.block(),
                        id.tx(),
                        id.effect(),
                        entry.account(),
                        entry.asset(),
                        entry.amountMinor(),
                        entry.transactionCode(),
                        entry.reference(),
                        entry.counterparty(),
                        entry.valueDate(),
                        Optional.empty(),
                        noon(entry))));
        return postings;
    }

    /** Postings of the chain for the engine alone. */
    static List<Posting> chainItems(Path file) {
        List<Posting> items = new ArrayList<>();
        chain(
                file,
                (id, entry) -> items.add(new Posting(
                        Integer.toString(items.size() + 1),
                        new AccountKey(entry.account(), entry.asset()),
                        entry.amountMinor(),
                        entry.reference(),
                        entry.counterparty(),
                        entry.valueDate())));
        return items;
    }

    /** Entries of the books for the engine alone. */
    static List<Booking> bookItems(Path file) {
        List<Booking> items = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            each(books(file.toString(), in), entry -> items.add(Booking.of(Integer.toString(items.size() + 1), entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    private record EffectId(long block, int tx, int effect) {
        static EffectId parse(String id) {
            int first = id.indexOf('/');
            int second = id.indexOf('/', first + 1);
            return new EffectId(
                    Long.parseLong(id, 0, first, 10),
                    Integer.parseInt(id, first + 1, second, 10),
                    Integer.parseInt(id, second + 1, id.length(), 10));
        }
    }

    private static void chain(Path file, BiConsumer<EffectId, BookEntry> to) {
        try (InputStream in = Files.newInputStream(file)) {
            BooksFile read = new CsvBooks(CONFIG, ProductFiles::scale).read(file.toString(), in, CHAIN);
            each(read, entry -> to.accept(EffectId.parse(entry.entryId()), entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void each(BooksFile file, java.util.function.Consumer<BookEntry> to) {
        if (!file.isClean()) {
            throw new IllegalStateException(
                    "the product refuses " + file.problems().getFirst());
        }
        for (Statement statement : file.statements()) {
            statement.entries().forEach(to);
        }
    }

    private static Instant noon(BookEntry entry) {
        return entry.valueDate().atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
