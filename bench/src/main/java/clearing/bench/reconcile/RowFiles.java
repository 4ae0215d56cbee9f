package clearing.bench.reconcile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two files that every contender reads: postings of the chain and entries of the books.
 *
 * @param chain header {@code id,account,asset,amount,kind,reference,counterparty,value_date}; the id is block/transaction/effect
 * @param books header {@code account,asset,booking_date,value_date,amount,reference,counterparty,code,text}
 * @param rows of both, without headers
 * @param counts the answer
 */
record RowFiles(Path chain, Path books, int rows, Counts counts) {
    private static final int EFFECTS_A_BLOCK = 500;
    private static final int EFFECTS_A_TRANSACTION = 50;

    /** Draws both from the seed. */
    static RowFiles write(Path folder, int entries, long seed) throws IOException {
        return write(folder, entries, 0, seed);
    }

    /**
     * Draws both from the seed, as a part of a longer history.
     *
     * @param first number of the part's first movement
     */
    static RowFiles write(Path folder, int entries, long first, long seed) throws IOException {
        Path chain = folder.resolve("postings-" + entries + ".csv");
        Path books = folder.resolve("entries-" + entries + ".csv");
        try (Rows postings = new Rows(chain, "id,account,asset,amount,kind,reference,counterparty,value_date");
                Rows booked = new Rows(
                        books, "account,asset,booking_date,value_date,amount,reference,counterparty,code,text")) {
            Counts counts = new TwoSides(entries, first, seed)
                    .draw(line -> postings.add(posting(line, first + postings.count)), line -> booked.add(entry(line)));
            return new RowFiles(chain, books, postings.count + booked.count, counts);
        }
    }

    /** Both are needed no more. */
    void delete() throws IOException {
        Files.delete(chain);
        Files.delete(books);
    }

    private static String posting(Line line, long number) {
        long within = number % EFFECTS_A_BLOCK;
        return number / EFFECTS_A_BLOCK + "/" + within / EFFECTS_A_TRANSACTION + "/" + within % EFFECTS_A_TRANSACTION
                + "," + line.account() + "," + line.asset() + "," + amount(line) + ",SETTLEMENT," + line.reference()
                + "," + line.counterparty() + "," + line.valueDate();
    }

    private static String entry(Line line) {
        return line.account() + "," + line.asset() + "," + line.bookingDate() + "," + line.valueDate() + ","
                + amount(line) + "," + line.reference() + "," + line.counterparty() + ",NTRF,Settlement of "
                + line.reference();
    }

    /** Money with two decimals, pieces of a security without. */
    private static String amount(Line line) {
        if (line.asset().length() > 3) {
            return Long.toString(line.minor());
        }
        long size = Math.abs(line.minor());
        String sign = line.minor() < 0 ? "-" : "";
        return sign + size / 100 + (size % 100 < 10 ? ".0" : ".") + size % 100;
    }

    private static final class Rows implements AutoCloseable {
        private final BufferedWriter out;
        private int count;

        Rows(Path file, String header) throws IOException {
            out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
            out.write(header);
            out.write('\n');
        }

        void add(String row) {
            try {
                out.write(row);
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count++;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
