package clearing.client.liquidity;

import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Decimals;
import clearing.kernel.liquidity.Positions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What members have and how far below zero they may go. Balances come from a CSV file with the columns {@code member,asset,amount}, caps
 * from one with {@code member,asset,cap}; what is not named is 0.
 */
final class Holdings {
    private final TreeMap<Position, Long> available;
    private final Map<Position, Long> caps;

    /** Whose, of which asset. */
    record Position(String member, String asset) implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::member).thenComparing(Position::asset);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A change to try: what a member would have more, or less, of an asset.
     *
     * @param amount minor units, signed
     */
    record Change(Position position, long amount) {
        /**
         * From {@code "LanternPay HKD +5000000"}.
         *
         * @throws BadInput when it cannot be read
         */
        static Change parse(String text) {
            String[] words = text.strip().split(" +", -1);
            boolean signed = words.length == 3 && (words[2].startsWith("+") || words[2].startsWith("-"));
            if (!signed || !InputTable.isName(words[0])) {
                throw fault("BAD_VALUE", "'" + text + "' is not of the form \"MEMBER ASSET +AMOUNT\" or -AMOUNT.");
            }
            OptionalInt scale = InputTable.scale(words[1]);
            if (scale.isEmpty()) {
                throw fault("UNKNOWN_ASSET", "'" + words[1] + "' is neither a currency of ISO 4217 nor an ISIN.");
            }
            try {
                long amount = Decimals.parse(words[2].substring(1), scale.getAsInt(), "amount");
                return new Change(new Position(words[0], words[1]), words[2].startsWith("-") ? -amount : amount);
            } catch (MalformedInput e) {
                throw fault(e.code().name(), "'" + text + "': " + e.sentence() + ".");
            }
        }

        private static BadInput fault(String code, String sentence) {
            return new BadInput(List.of(new LocatedError(Path.of("--with"), 0, 0, code, sentence)));
        }
    }

    private Holdings(TreeMap<Position, Long> available, Map<Position, Long> caps) {
        this.available = available;
        this.caps = caps;
    }

    /** @throws BadInput with every fault of the file */
    static Holdings read(List<Path> balances, List<Path> caps) {
        TreeMap<Position, Long> available = new TreeMap<>();
        balances.forEach(file -> read(file, "amount", available));
        TreeMap<Position, Long> floors = new TreeMap<>();
        caps.forEach(file -> read(file, "cap", floors));
        return new Holdings(available, floors);
    }

    private static void read(Path file, String column, TreeMap<Position, Long> into) {
        InputTable input = InputTable.read(file, List.of("member", "asset", column));
        for (CsvTable.Row row : input.rows()) {
            String asset = input.asset(row, "asset");
            Position position = new Position(input.name(row, "member"), asset);
            long amount = input.amount(row, column, asset, false);
            if (amount > Positions.MAX_SUM / 2) {
                input.error(row, column, "AMOUNT_TOO_LARGE", "The amount is above what a position can hold.");
            }
            if (into.putIfAbsent(position, amount) != null) {
                input.error(row, "member", "DOUBLED_ROW", position.member() + " " + asset + " stands twice.");
            }
        }
        input.end();
    }

    /**
     * These with changes.
     *
     * @throws BadInput when a member would then be below its cap
     */
    Holdings with(List<Change> changes) {
        TreeMap<Position, Long> changed = new TreeMap<>(available);
        for (Change change : changes) {
            changed.merge(change.position(), change.amount(), Math::addExact);
            long room = Math.addExact(changed.getOrDefault(change.position(), 0L), cap(change.position()));
            if (room < 0 || room > Positions.MAX_SUM) {
                throw Change.fault(
                        room < 0 ? "BELOW_FLOOR" : "AMOUNT_TOO_LARGE",
                        change.position().member() + " " + change.position().asset()
                                + (room < 0 ? " would begin below its floor." : " is above what a position can hold."));
            }
        }
        return new Holdings(changed, caps);
    }

    /** Positions that are named, in order. */
    Iterable<Position> named() {
        return available.keySet();
    }

    long available(Position position) {
        return available.getOrDefault(position, 0L);
    }

    /** Minor units that the position may go below zero. */
    long cap(Position position) {
        return caps.getOrDefault(position, 0L);
    }
}
