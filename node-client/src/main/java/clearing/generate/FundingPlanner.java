package clearing.generate;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plans what the issuer pays in and out. The opening of each account and asset covers everything that leaves it during
 * the day, so that what settles does not depend on the order in which it is settled.
 */
final class FundingPlanner {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private final Consortium consortium;
    private final DayOptions options;
    private final Draw draw;
    private final List<Funding> planned = new ArrayList<>();
    private final List<Holder> hotHolders;

    FundingPlanner(Consortium consortium, DayOptions options, Draw draw) {
        this.consortium = consortium;
        this.options = options;
        this.draw = draw;
        List<Holder> byHeat = new ArrayList<>(consortium.holders());
        // The bank's own account sees most; brokers' accounts come next as the table has them.
        byHeat.sort((a, b) -> Boolean.compare(
                b.member().equals(consortium.issuer()), a.member().equals(consortium.issuer())));
        this.hotHolders = List.copyOf(byHeat);
    }

    /** Opening deposits of the day before, then the day's deposits and withdrawals. */
    List<Funding> plan(List<PlannedTrade> trades) {
        int deposits = Math.clamp(options.trades() / 400, 12, 240);
        List<Funding> intraday = new ArrayList<>();
        for (int i = 0; i < deposits; i++) {
            intraday.add(intraday(Funding.Operation.DEPOSIT, i + 1));
        }
        for (int i = 0; i < deposits / 2; i++) {
            intraday.add(intraday(Funding.Operation.WITHDRAW, i + 1));
        }
        planOpening(outgoing(trades, intraday));
        planned.addAll(intraday);
        return List.copyOf(planned);
    }

    private Balances outgoing(List<PlannedTrade> trades, List<Funding> intraday) {
        Balances outgoing = new Balances(consortium);
        for (PlannedTrade trade : trades) {
            for (Leg leg : trade.seenByBuyer().legs()) {
                if (!consortium.barren(leg.from(), leg.asset())) {
                    outgoing.add(leg.from(), leg.asset(), leg.amount());
                }
            }
        }
        for (Funding funding : intraday) {
            if (funding.operation() == Funding.Operation.WITHDRAW) {
                outgoing.add(funding.holder(), funding.asset(), funding.amount());
            }
        }
        return outgoing;
    }

    private void planOpening(Balances outgoing) {
        LocalDate before = options.previousBusinessDay();
        for (Holder holder : consortium.holders()) {
            for (Asset asset : consortium.assets()) {
                if (consortium.barren(holder, asset)) {
                    continue;
                }
                long step = asset.cash() ? 100_000_00L : 1_000L;
                long need = outgoing.of(holder, asset);
                long amount = (need + need / 4 + step * draw.between(1, 9)) / step * step + step;
                planned.add(new Funding(
                        Funding.Operation.DEPOSIT,
                        reference("D", before, planned.size() + 1),
                        holder,
                        asset,
                        amount,
                        before));
            }
        }
    }

    private Funding intraday(Funding.Operation operation, int number) {
        Zipf holderRank = new Zipf(hotHolders.size());
        while (true) {
            Holder holder = hotHolders.get(holderRank.draw(draw));
            Asset asset = draw.percent(70) ? draw.from(consortium.currencies()) : draw.from(consortium.securities());
            if (!consortium.barren(holder, asset)) {
                long amount = asset.cash() ? draw.between(100, 50_000) * 1_000_00L : draw.between(1, 400) * 100;
                String letter = operation == Funding.Operation.DEPOSIT ? "D" : "W";
                return new Funding(
                        operation, reference(letter, options.date(), number), holder, asset, amount, options.date());
            }
        }
    }

    private String reference(String letter, LocalDate date, int number) {
        String digits = Integer.toString(number);
        return consortium.issuer().prefix() + date.format(DAY) + "-" + letter + "0".repeat(5 - digits.length())
                + digits;
    }
}
