package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.RevenueEffect;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeId;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One run, once nothing speaks against it. */
final class Run {
    private final Terms terms;
    private final Period period;
    private final RevenueBook book;
    private final PeriodFacts facts;
    private final Disputes disputes;
    private final LocalDate today;
    private final Execution x;
    private final TrueUps trueUps;
    private final SortedMap<String, Long> marks;
    private final PeriodCalculation calculation;
    private final Payments payments;
    private final List<EscrowBook.Lot> lots = new ArrayList<>();

    Run(
            Terms terms,
            Agreement agreement,
            Period period,
            RevenueBook book,
            PeriodFacts facts,
            Disputes disputes,
            LocalDate today,
            Execution x) {
        this.terms = terms;
        this.period = period;
        this.book = book;
        this.facts = facts;
        this.disputes = disputes;
        this.today = today;
        this.x = x;
        this.trueUps = new TrueUps(terms.agreement(), agreement, book, today, x);
        this.marks = PeriodCalculation.starting(facts.parts(), trueUps.marks());
        this.calculation = facts.calculate(marks, x);
        this.payments = new Payments(agreement, terms.currency(), book.pages(), x);
    }

    /** Everything that the run writes. */
    Outcome finish() {
        List<Payments.Side> sides = sides();
        List<BigInteger> entitled = entitled(sides);
        List<BigInteger> corrections = corrections(sides);
        Apportionment.Shares shares = shares(sides, entitled, corrections);
        List<Statement.Line> lines = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            lines.add(line(i, sides.get(i), entitled.get(i), corrections.get(i), shares));
        }
        ReserveReleases releases = new ReserveReleases(terms, today, x);
        List<Statement.Release> released = releases.pay(payments);
        Optional<Outcome> refused = payments.make();
        if (refused.isPresent()) {
            return refused.get();
        }
        write(statement(sides, lines, released), sides, shares);
        if (!lots.isEmpty() || !released.isEmpty()) {
            releases.left().with(lots).put(terms.agreement(), x);
        }
        return Outcome.done(lines.size());
    }

    /** All parties in their order, then those of before to whom something is still owed or who owe it. */
    private List<Payments.Side> sides() {
        List<Payments.Side> sides = new ArrayList<>();
        for (Party party : terms.parties()) {
            sides.add(Payments.Side.of(party));
        }
        book.carries().forEach((member, carry) -> {
            boolean owed = carry.places() != 0
                    || trueUps.changes().stream()
                            .anyMatch(change -> change.byMember().containsKey(member));
            if (owed && terms.indexOf(member) < 0) {
                sides.add(new Payments.Side(member, carry.account()));
            }
        });
        return sides;
    }

    private List<BigInteger> entitled(List<Payments.Side> sides) {
        return sides.stream()
                .map(side -> calculation.entitled().getOrDefault(side.member(), BigInteger.ZERO))
                .toList();
    }

    private List<BigInteger> corrections(List<Payments.Side> sides) {
        return sides.stream()
                .map(side -> trueUps.changes().stream()
                        .map(change -> change.byMember().getOrDefault(side.member(), BigInteger.ZERO))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .toList();
    }

    private Apportionment.Shares shares(
            List<Payments.Side> sides, List<BigInteger> entitled, List<BigInteger> corrections) {
        List<BigInteger> places = new ArrayList<>();
        List<Long> carries = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            places.add(entitled.get(i).add(corrections.get(i)));
            carries.add(carry(sides.get(i).member()));
        }
        return Apportionment.share(places, carries);
    }

    private long carry(String member) {
        return Optional.ofNullable(book.carries().get(member))
                .map(RevenueBook.Carry::places)
                .orElse(0L);
    }

    private Statement.Line line(
            int place, Payments.Side side, BigInteger entitled, BigInteger correction, Apportionment.Shares shares) {
        long amount = shares.units().get(place).longValueExact();
        boolean collects = side.member().equals(terms.collector());
        long setAside = setAside(side, amount);
        long withheld = terms.reserve()
                .map(reserve -> reserve.withheld(side.member(), amount - setAside))
                .orElse(0L);
        toEscrow(place, side, setAside, withheld);
        long paid = amount - setAside - withheld;
        Optional<TradeId> payment = collects || paid == 0
                ? Optional.empty()
                : Optional.of(payments.add(collector(), side, paid, References.share(terms.agreement(), period)));
        return new Statement.Line(
                side.member(),
                entitled,
                correction,
                carry(side.member()),
                shares.carries().get(place),
                amount,
                setAside,
                withheld,
                payment);
    }

    private Payments.Side collector() {
        return Payments.Side.of(terms.party(terms.collector()).orElseThrow());
    }

    /** What the party gets by disputed clauses, in whole minor units, and never more than it is due. */
    private long setAside(Payments.Side side, long amount) {
        long sum = 0;
        for (String clause : disputes.clauses()) {
            long part = Math.min(disputed(clause, side.member()), Math.max(0, amount - sum));
            sum += part;
        }
        return sum;
    }

    private long disputed(String clause, String member) {
        return calculation
                .byClause(clause, member, facts.parts(), period)
                .max(Fraction.ZERO)
                .floor()
                .longValueExact();
    }

    private void toEscrow(int place, Payments.Side side, long setAside, long withheld) {
        if (withheld > 0) {
            TradeId funding = fund(withheld, References.reserve(terms.agreement(), period, place));
            LocalDate releaseOn =
                    period.end().plusMonths(terms.reserve().orElseThrow().months());
            lots.add(new EscrowBook.Lot(period, "", side.member(), side.account(), withheld, releaseOn, funding));
        }
        if (setAside > 0) {
            TradeId funding = fund(setAside, References.setAside(terms.agreement(), period, place));
            long left = setAside;
            for (String clause : disputes.clauses()) {
                long part = Math.min(disputed(clause, side.member()), left);
                if (part > 0) {
                    lots.add(new EscrowBook.Lot(
                            period, clause, side.member(), side.account(), part, period.end(), funding));
                    left -= part;
                }
            }
        }
    }

    private TradeId fund(long amount, String reference) {
        return payments.add(collector(), Payments.Side.of(terms.escrow().orElseThrow()), amount, reference);
    }

    private Statement statement(
            List<Payments.Side> sides, List<Statement.Line> lines, List<Statement.Release> released) {
        List<Statement.Mark> moved = new ArrayList<>();
        marks.forEach((clause, before) ->
                moved.add(new Statement.Mark(clause, before, calculation.marks().getOrDefault(clause, before))));
        List<Statement.TrueUp> corrected = trueUps.changes().stream()
                .map(change -> new Statement.TrueUp(
                        change.period(),
                        change.inputs(),
                        change.pool(),
                        sides.stream()
                                .map(side -> change.byMember().getOrDefault(side.member(), BigInteger.ZERO))
                                .toList()))
                .toList();
        return new Statement(
                terms.agreement(),
                period,
                terms.currency(),
                terms.collector(),
                facts.versions(),
                facts.inputs(),
                calculation.pool(),
                calculation.clauses(),
                moved,
                corrected,
                lines,
                released,
                x.caller().memberId(),
                x.tx().timestamp());
    }

    private void write(Statement statement, List<Payments.Side> sides, Apportionment.Shares shares) {
        SortedMap<String, RevenueBook.Carry> carries = new TreeMap<>();
        for (int i = 0; i < sides.size(); i++) {
            carries.put(
                    sides.get(i).member(),
                    new RevenueBook.Carry(
                            sides.get(i).account(), shares.carries().get(i)));
        }
        book.carries().forEach((member, carry) -> carries.putIfAbsent(member, carry));
        x.ledger().put(Keys.revenueStatement(terms.agreement(), period.start()), statement.encode());
        x.ledger()
                .put(
                        Keys.allotted(terms.agreement(), period.start()),
                        new Allotted(calculation.pool(), calculation.entitled(), marks).encode());
        trueUps.put();
        new RevenueBook(
                        terms.agreement(),
                        period.next(),
                        book.pages() + 1,
                        carries,
                        calculation.marks(),
                        trueUps.waiting())
                .put(x);
        x.effects().add(() -> new RevenueEffect.Calculated(terms.agreement(), statement));
    }
}
