package clearing.simulation.invariant;

import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.Intake;
import clearing.kernel.cycle.PageShare;
import clearing.kernel.cycle.PairPosition;
import clearing.kernel.state.Keys;
import clearing.simulation.ledger.VersionedState;
import clearing.simulation.oracle.Deal;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trade is in exactly one cycle, the one that its affirmation and the fence say; a cycle that is cut off has the count, the sums, the nets
 * and the root that its trades have, worked out anew.
 */
final class CycleBooks implements Invariant {
    private static final int PARTS_OF_A_CYCLE = 4;
    private static final int PARTS_OF_AN_INTAKE = 7;

    private final Map<String, Long> versions = new HashMap<>();
    /** Trades of each intake, with whether their funds alone are in it. */
    private final SortedMap<String, SortedMap<String, Boolean>> intakes = new TreeMap<>();

    @Override
    public String id() {
        return "INV-20";
    }

    @Override
    public String says() {
        return "a trade is in one cycle, and a cycle is what its trades come to";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        SortedMap<String, VersionedState.Versioned> under = chronicle.state().under(Keys.CYCLE_PREFIX);
        boolean changed = false;
        for (var entry : under.entrySet()) {
            long version = entry.getValue().version();
            if (versions.getOrDefault(entry.getKey(), VersionedState.ABSENT) != version) {
                versions.put(entry.getKey(), version);
                String[] parts = entry.getKey().split("/", -1);
                if (parts.length == PARTS_OF_A_CYCLE) {
                    check(CycleRecord.decode(entry.getValue().value()), chronicle);
                } else if (parts.length == PARTS_OF_AN_INTAKE) {
                    intakes.put(entry.getKey(), trades(parts, entry.getValue().value()));
                    changed = true;
                }
            }
        }
        if (changed) {
            checkTrades(chronicle);
        }
    }

    private static SortedMap<String, Boolean> trades(String[] key, byte[] intake) {
        SortedMap<String, Boolean> trades = new TreeMap<>();
        for (PageShare share : Intake.decode(Optional.of(intake)).shares()) {
            String page = "%s/%s/%010d#".formatted(key[4], key[5], share.number());
            share.whole().stream().forEach(i -> trades.put(page + i, false));
            share.funds().stream().forEach(i -> trades.put(page + i, true));
        }
        return trades;
    }

    private void checkTrades(Chronicle chronicle) {
        SortedMap<String, String> found = new TreeMap<>();
        intakes.forEach((key, trades) -> trades.forEach((trade, funds) -> {
            String cycle = cycle(key) + (funds ? " funds" : "");
            String other = found.put(trade, cycle);
            require(other == null, "%s is in the cycles %s and %s", trade, other, cycle);
        }));
        SortedMap<String, String> expected = new TreeMap<>();
        chronicle.oracle().facts().pages().values().forEach(page -> page.forEach(deal -> expect(deal, expected)));
        require(found.equals(expected), "the cycles of trades are %s, the oracle says %s", found, expected);
    }

    private static void expect(Deal deal, SortedMap<String, String> expected) {
        deal.cycle().ifPresent(cycle -> {
            String id = deal.id();
            String trade =
                    id.startsWith(deal.lane() + "/") ? id.substring(deal.lane().length() + 1) : id;
            expected.put(trade, cycle + (deal.fundsOnly() ? " funds" : ""));
        });
    }

    private static String cycle(String key) {
        String[] parts = key.split("/", -1);
        return parts[1] + "/" + parts[2] + "/" + parts[3];
    }

    private void check(CycleRecord record, Chronicle chronicle) {
        var expected = Optional.ofNullable(chronicle.oracle().facts().cycles().get(record.id()));
        require(expected.isPresent(), "%s is cut off, the oracle says that it is open", record.id());
        String line = line(record);
        require(
                expected.map(cycle -> cycle.line().equals(line)).orElse(false),
                "the ledger has %s, the oracle %s",
                line,
                expected.map(cycle -> cycle.line()).orElse(""));
    }

    private static String line(CycleRecord record) {
        StringBuilder line = new StringBuilder(record.id() + " " + record.state() + " " + record.cutOffMillis() + " "
                + record.nettedMillis() + " " + record.settledMillis() + " " + record.trades() + " "
                + record.closed() + " " + HexFormat.of().formatHex(record.root()));
        for (PairPosition pair : record.pairs()) {
            line.append(" | ").append(pair.first()).append('/').append(pair.second());
            line.append(" since ").append(pair.since()).append(' ').append(pair.outcome());
            line.append(' ').append(pair.next());
            pair.legs()
                    .forEach(leg -> line.append(" (%d,%d,%d:%d/%d,%d/%d)"
                            .formatted(
                                    leg.firstAccount(),
                                    leg.secondAccount(),
                                    leg.asset(),
                                    leg.toSecond(),
                                    leg.toSecondCount(),
                                    leg.toFirst(),
                                    leg.toFirstCount())));
        }
        return line.toString();
    }
}
