package clearing.settlement.matching;

import clearing.books.AssetScales;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.BooksFormat;
import clearing.books.CamtBooks;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.FormatDetection;
import clearing.books.MtBooks;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.source.SourceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Books of the simulated chain's member: its house account in HKD. */
public final class TestBooks {
    private static final String HEADER =
            "record,statement,account_id,asset,booking_date,value_date,reference,counterparty,amount\n";
    /** Its columns. */
    public static final String MAPPING = """
            {"columns": {"record": "record", "statement": "statement", "account": "account_id", "asset": "asset",
             "bookingDate": "booking_date", "valueDate": "value_date", "reference": "reference",
             "counterparty": "counterparty", "amount": "amount"}}
            """;

    private TestBooks() {}

    /** Reads rows of live sources. */
    public static SourceReader sources(AssetScales scales) {
        return new SourceReader(config(), scales);
    }

    private static BooksConfig config() {
        return new BooksConfig(
                SimulatedChain.HARBOUR,
                List.of(new BooksConfig.Account("HOUSE-HKD", "HOUSE", "HKD")),
                Map.of(),
                BooksConfig.DEFAULT_REFERENCES,
                List.of(),
                Map.of());
    }

    /** Reads both formats. */
    public static BooksReader reader(AssetScales scales) {
        BooksConfig config = config();
        CsvMapping mapping = BooksConfigReader.readMapping("mapping", MAPPING.getBytes(StandardCharsets.UTF_8));
        return upload -> {
            try (InputStream in = new ByteArrayInputStream(upload.bytes())) {
                return switch (upload.format()
                        .map(BooksFormat::family)
                        .or(() -> FormatDetection.of(upload.bytes()))
                        .orElseThrow()) {
                    case CAMT -> new CamtBooks(config, scales).read(upload.name(), in);
                    case MT -> new MtBooks(config, scales).read(upload.name(), in);
                    case CSV, XLSX, PACKED -> new CsvBooks(config, scales).read(upload.name(), in, mapping);
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /**
     * A statement of the house account in HKD on the chain's day.
     *
     * @param id       of the statement
     * @param opening  balance before, decimal
     * @param closing  balance after, decimal
     * @param bookings each {@code reference,amount}; against the other broker
     */
    public static String statement(String id, String opening, String closing, List<String> bookings) {
        StringBuilder text = new StringBuilder(HEADER).append(balance("OPENING", id, opening));
        for (String booking : bookings) {
            String[] parts = booking.split(",", 2);
            text.append("ENTRY,%s,HOUSE-HKD,HKD,%s,%s,%s,LotusSecurities,%s%n"
                    .formatted(id, SimulatedChain.DAY, SimulatedChain.DAY, parts[0], parts[1]));
        }
        return text.append(balance("CLOSING", id, closing)).toString();
    }

    private static String balance(String record, String id, String amount) {
        return "%s,%s,HOUSE-HKD,HKD,%s,,,,%s%n".formatted(record, id, SimulatedChain.DAY, amount);
    }
}
