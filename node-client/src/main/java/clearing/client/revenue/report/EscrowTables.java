package clearing.client.revenue.report;

import clearing.client.revenue.explain.Sight;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.EscrowMove.Kind;
import clearing.client.revenue.report.StackedBars.Series;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The reserve and disputed amounts in a quarter. */
record EscrowTables(AgreementRecord agreement, Quarter quarter, Visibility visibility, ReportNumbers numbers) {
    private static final int MONTHS = 3;

    /**
     * Opening, movements and closing of the whole, where all of it is shown; below it each party's own movements. What is drawn is drawn on the
     * whole, so that a party has no closing balance of its own.
     */
    ReportTable reserve() {
        List<List<Cell>> rows = new ArrayList<>();
        if (seesWhole() && agreement.moves().stream().anyMatch(m -> m.kind().isReserve())) {
            long opening = sum(m -> m.kind().isReserve() && m.day().isBefore(quarter.start()));
            long closing = sum(m -> m.kind().isReserve() && !m.day().isAfter(quarter.end()));
            rows.add(List.of(
                    Cell.of("all"),
                    money(opening),
                    money(inQuarter(Kind.WITHHELD, m -> true)),
                    money(inQuarter(Kind.RELEASED, m -> true)),
                    money(inQuarter(Kind.DRAWN, m -> true)),
                    money(closing)));
        }
        TreeSet<String> members = new TreeSet<>();
        agreement.moves().stream()
                .filter(m -> m.kind().isReserve() && quarter.contains(m.day()))
                .map(EscrowMove::member)
                .filter(visibility::seesEscrowOf)
                .forEach(members::add);
        for (String member : members) {
            Predicate<EscrowMove> own = m -> m.member().equals(member);
            rows.add(List.of(
                    Cell.of(member),
                    Cell.of(""),
                    money(inQuarter(Kind.WITHHELD, own)),
                    money(inQuarter(Kind.RELEASED, own)),
                    money(inQuarter(Kind.DRAWN, own)),
                    Cell.of("")));
        }
        return new ReportTable(
                "Reserve",
                "In " + numbers.currency()
                        + ". What is withheld counts on the last day of its period, what is paid out on the day of its payment.",
                List.of("Whose", "Opening", "Withheld", "Released", "Drawn", "Closing"),
                rows);
    }

    ReportTable disputed() {
        List<List<Cell>> rows = new ArrayList<>();
        agreement.disputes().stream()
                .filter(d -> quarter.contains(d.period()))
                .filter(d -> visibility.sight() != Sight.EXISTENCE)
                .forEach(d -> rows.add(List.of(
                        Cell.of(d.period().toString()),
                        Cell.of("line " + d.clause() + " disputed by " + d.by()),
                        Cell.of(d.reason()),
                        Cell.of(d.paid() ? "resolved" : "open"),
                        Cell.of(""))));
        agreement.moves().stream()
                .filter(m -> m.kind() == Kind.SET_ASIDE || m.kind() == Kind.RESOLVED)
                .filter(m -> quarter.contains(m.day()) && visibility.seesEscrowOf(m.member()))
                .forEach(m -> rows.add(List.of(
                        Cell.of(m.period().map(Object::toString).orElse("")),
                        Cell.of(m.kind() == Kind.SET_ASIDE ? "set aside" : "paid out of what was set aside"),
                        Cell.of(m.member()),
                        Cell.of(""),
                        money(m.amount()))));
        return new ReportTable(
                "Disputed",
                "Lines that were disputed, and the amounts that stand in escrow for them, in " + numbers.currency()
                        + ".",
                List.of("Period", "What", "Reason or party", "State", "Amount"),
                rows);
    }

    StackedBars picture() {
        List<LocalDate> months = IntStream.range(0, MONTHS)
                .mapToObj(n -> quarter.start().plusMonths(n))
                .toList();
        List<Series> series = new ArrayList<>();
        for (Kind kind : List.of(Kind.WITHHELD, Kind.RELEASED, Kind.DRAWN)) {
            List<BigDecimal> values = months.stream()
                    .map(month -> numbers.money(sum(m -> m.kind() == kind
                            && visibility.seesEscrowOf(m.member())
                            && m.day().withDayOfMonth(1).equals(month))))
                    .toList();
            series.add(new Series(words(kind), values));
        }
        return new StackedBars(
                "Reserve: in and out",
                numbers.currency(),
                months.stream().map(month -> month.toString().substring(0, 7)).toList(),
                series);
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case WITHHELD -> "withheld";
            case SET_ASIDE -> "set aside";
            case RELEASED -> "released";
            case DRAWN -> "drawn";
            case RESOLVED -> "resolved";
        };
    }

    private boolean seesWhole() {
        return switch (visibility.sight()) {
            case ALL, SHARES, ESCROW -> true;
            case OWN, EXISTENCE -> false;
        };
    }

    private long inQuarter(Kind kind, Predicate<EscrowMove> also) {
        return sum(m -> m.kind() == kind && quarter.contains(m.day()) && also.test(m));
    }

    private long sum(Predicate<EscrowMove> which) {
        return agreement.moves().stream()
                .filter(which)
                .mapToLong(EscrowMove::amount)
                .reduce(0, Math::addExact);
    }

    private Cell money(long minor) {
        return Cell.of(numbers.money(minor));
    }
}
