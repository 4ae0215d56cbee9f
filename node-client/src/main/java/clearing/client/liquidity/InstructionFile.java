package clearing.client.liquidity;

import clearing.client.liquidity.Instruction.Leg;
import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.kernel.trade.Trade;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Obligations from a CSV file with the columns {@code reference,payer,payee,asset,amount} and, when wanted, {@code settlement_asset} and
 * {@code settlement_amount} (what the payee gives for it: DvP, PvP), {@code priority} ({@code URGENT} or {@code NORMAL}),
 * {@code earliest} and {@code latest} ({@code HH:mm}) and {@code partial} ({@code YES} or {@code NO}).
 */
final class InstructionFile {
    private static final List<String> COLUMNS = List.of("reference", "payer", "payee", "asset", "amount");

    private final InputTable input;
    private final Optional<LocalTime> at;
    private final List<Instruction> instructions = new ArrayList<>();
    private final TreeMap<String, Long> lines = new TreeMap<>();

    private InstructionFile(Path file, Optional<LocalTime> at) {
        this.input = InputTable.read(file, COLUMNS);
        this.at = at;
    }

    /**
     * The obligations that take part, in rank order.
     *
     * @param at leaves out what is not yet or no longer to settle at this time; empty to take all
     * @throws BadInput with every fault of the file
     */
    static List<Instruction> read(Path path, Optional<LocalTime> at) {
        InstructionFile file = new InstructionFile(path, at);
        file.input.rows().forEach(file::row);
        file.input.end();
        return file.instructions.stream().sorted(Instruction.RANK).toList();
    }

    private void row(CsvTable.Row row) {
        int before = input.faults();
        String reference = input.field(row, "reference");
        if (!Trade.isReference(reference)) {
            input.error(
                    row,
                    "reference",
                    "BAD_REFERENCE",
                    "A reference is 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'.");
        } else {
            Long first = lines.putIfAbsent(reference, row.line());
            if (first != null) {
                input.error(
                        row, "reference", "DUPLICATE_REFERENCE", reference + " stands on line " + first + " already.");
            }
        }
        String payer = input.name(row, "payer");
        String payee = input.name(row, "payee");
        if (payer.equals(payee)) {
            input.error(row, "payee", "OWN_COUNTERPARTY", "A member owes itself nothing.");
        }
        List<Leg> legs = new ArrayList<>(2);
        String asset = input.asset(row, "asset");
        legs.add(new Leg(payer, payee, asset, input.amount(row, "amount", asset, true)));
        secondLeg(row, payee, payer, asset, legs);
        boolean urgent = choice(row, "priority", "URGENT", "NORMAL");
        boolean partial = choice(row, "partial", "YES", "NO");
        Optional<LocalTime> earliest = time(row, "earliest");
        Optional<LocalTime> latest = time(row, "latest");
        if (earliest.isPresent() && latest.isPresent() && latest.get().isBefore(earliest.get())) {
            input.error(row, "latest", "BAD_VALUE", "The latest time is before the earliest.");
        }
        boolean now = at.isEmpty()
                || !earliest.orElse(LocalTime.MIN).isAfter(at.get())
                        && !latest.orElse(LocalTime.MAX).isBefore(at.get());
        if (input.faults() == before && now) {
            instructions.add(new Instruction(reference, legs, urgent, partial, row.line()));
        }
    }

    private void secondLeg(CsvTable.Row row, String from, String to, String firstAsset, List<Leg> legs) {
        boolean named = !input.field(row, "settlement_asset").isEmpty();
        if (named != !input.field(row, "settlement_amount").isEmpty()) {
            input.error(
                    row,
                    named ? "settlement_amount" : "settlement_asset",
                    "BAD_VALUE",
                    "A second leg has both an asset and an amount.");
        } else if (named) {
            String asset = input.asset(row, "settlement_asset");
            if (asset.equals(firstAsset)) {
                input.error(row, "settlement_asset", "BAD_VALUE", "The second leg is of another asset than the first.");
            }
            legs.add(new Leg(from, to, asset, input.amount(row, "settlement_amount", asset, true)));
        }
    }

    /** True for the first word, false for the second or nothing. */
    private boolean choice(CsvTable.Row row, String column, String yes, String no) {
        String text = input.field(row, column);
        if (!text.isEmpty() && !text.equals(yes) && !text.equals(no)) {
            input.error(row, column, "BAD_VALUE", "This is " + yes + " or " + no + ".");
        }
        return text.equals(yes);
    }

    private Optional<LocalTime> time(CsvTable.Row row, String column) {
        String text = input.field(row, column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException e) {
            input.error(row, column, "BAD_VALUE", "A time is HH:mm.");
            return Optional.empty();
        }
    }
}
