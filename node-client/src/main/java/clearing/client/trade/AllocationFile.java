package clearing.client.trade;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Bytes;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.Trade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a member splits a block: one row for each part, with its {@code account}, {@code reference}, {@code quantity} and, where the block has a
 * payment, {@code settlement_amount}. That the parts sum to the block is the ledger's to judge.
 */
final class AllocationFile {
    private static final List<String> COLUMNS = List.of("account", "reference", "quantity");

    private final List<Part> parts = new ArrayList<>();
    private final List<LocatedError> errors = new ArrayList<>();

    private record Part(int account, String reference, long quantity, long payment) {}

    private AllocationFile() {}

    /**
     * Reads a file.
     *
     * @param whole the block, whose assets the amounts are of
     * @throws BadInput when the file as a whole cannot be read
     */
    static AllocationFile read(Path file, Constitution constitution, String member, Trade whole) {
        CsvTable table = CsvTable.read(file, ',');
        RowReader.requireColumns(table, ColumnMapping.NONE, COLUMNS);
        AllocationFile read = new AllocationFile();
        read.errors.addAll(table.errors());
        Asset delivered = constitution.asset(whole.delivery().asset());
        Optional<Asset> paid = whole.payment().map(leg -> constitution.asset(leg.asset()));
        for (CsvTable.Row raw : table.rows()) {
            RowReader row = new RowReader(table, ColumnMapping.NONE, raw);
            Part part = new Part(
                    row.account("account", member, constitution),
                    row.reference("reference"),
                    row.amount("quantity", Optional.of(delivered)),
                    paid.isPresent() ? row.amount("settlement_amount", paid) : 0);
            read.errors.addAll(row.errors());
            read.parts.add(part);
        }
        if (read.parts.isEmpty()) {
            read.errors.add(new LocatedError(file, 1, 0, "EMPTY_FILE", "There is no part."));
        }
        return read;
    }

    List<LocatedError> errors() {
        return errors;
    }

    /** The parts as trades of the member's own page. The detail is the block's: each part commits to that and to its own place. */
    List<Trade> parts(Trade whole, boolean byAuthor) {
        List<Trade> trades = new ArrayList<>();
        for (Part part : parts) {
            trades.add(new Trade(
                    whole.kind(),
                    whole.authorDelivers() == byAuthor,
                    whole.priority(),
                    part.account(),
                    byAuthor ? whole.counterpartyAccount() : whole.authorAccount(),
                    Leg.plain(whole.delivery().asset(), part.quantity()),
                    whole.payment().map(leg -> Leg.plain(leg.asset(), part.payment())),
                    whole.tradeDate(),
                    whole.valueDate(),
                    part.reference(),
                    commitment(whole, part),
                    Optional.empty()));
        }
        return trades;
    }

    private static byte[] commitment(Trade whole, Part part) {
        byte[] block = whole.commitment();
        byte[] reference = part.reference().getBytes(StandardCharsets.US_ASCII);
        byte[] both = java.util.Arrays.copyOf(block, block.length + reference.length);
        System.arraycopy(reference, 0, both, block.length, reference.length);
        return Bytes.sha256(both);
    }
}
