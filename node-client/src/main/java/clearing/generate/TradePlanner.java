package clearing.generate;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Plans the day's trades in the order they are struck. */
final class TradePlanner {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    /** One trade in this many takes back an earlier one. */
    private static final int REVERSAL_EVERY = 250;
    /** A reversal follows its trade at this many trades' distance at least. */
    private static final int REVERSAL_DISTANCE = 20;

    private final DayOptions options;
    private final Draw draw;
    private final TradeDraw single;

    TradePlanner(Consortium consortium, DayOptions options, Draw draw) {
        this.options = options;
        this.draw = draw;
        this.single = new TradeDraw(consortium, draw.stream("single"));
    }

    List<PlannedTrade> plan() {
        Fate[] fates = scatterFates();
        boolean[] taken = new boolean[options.trades()];
        List<PlannedTrade> trades = new ArrayList<>(options.trades());
        for (int i = 0; i < options.trades(); i++) {
            trades.add(at(i, fates[i], trades, taken));
        }
        return List.copyOf(trades);
    }

    private PlannedTrade at(int position, Fate fate, List<PlannedTrade> before, boolean[] taken) {
        if (fate == Fate.SETTLES && position > REVERSAL_DISTANCE && draw.oneIn(REVERSAL_EVERY)) {
            int earlier = draw.below(position - REVERSAL_DISTANCE);
            PlannedTrade original = before.get(earlier);
            if (original.fate().settles() && original.reverses().isEmpty() && !taken[earlier]) {
                taken[earlier] = true;
                return original.reversal(reference(original.buyer(), position));
            }
        }
        PlannedTrade trade = fate == Fate.UNCOVERED ? single.uncovered() : single.settling();
        while (fate == Fate.AMOUNT_DIFFERS && trade.payment().isEmpty()) {
            trade = single.settling();
        }
        return trade.withFate(fate).withReference(reference(trade.seller(), position));
    }

    /** Which positions of the day do not settle, and why. */
    private Fate[] scatterFates() {
        Fate[] fates = new Fate[options.trades()];
        Arrays.fill(fates, Fate.SETTLES);
        ExceptionCounts counts = ExceptionCounts.of(options);
        Draw positions = draw.stream("fates");
        for (Fate fate : Fate.values()) {
            for (int left = counts.of(fate); left > 0; ) {
                int position = positions.below(fates.length);
                if (fates[position] == Fate.SETTLES) {
                    fates[position] = fate;
                    left--;
                }
            }
        }
        return fates;
    }

    private String reference(Holder seller, int position) {
        String number = Integer.toString(position + 1);
        return seller.member().prefix() + options.date().format(DAY) + "-" + "0".repeat(6 - number.length()) + number;
    }
}
