package clearing.client.revenue.proof;

import static clearing.client.revenue.proof.StatementCheck.require;

import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** That a statement's lines are what entitlements, corrections and carries come to, and that the payments are for these amounts. */
final class LineCheck {
    private LineCheck() {}

    /** @param carries before the period, by member; after it when this returns */
    static void check(
            Statement statement,
            PeriodCalculation again,
            List<PeriodCalculation.Part> parts,
            SortedMap<String, Long> carries,
            Evidence evidence,
            String place) {
        List<BigInteger> places = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        for (int i = 0; i < statement.lines().size(); i++) {
            Statement.Line line = statement.lines().get(i);
            String at = place + " " + line.member();
            require(
                    line.entitled().equals(again.entitled().getOrDefault(line.member(), BigInteger.ZERO)),
                    at,
                    "it is entitled to another amount");
            require(line.trueUp().equals(corrections(statement, i)), at, "its true-ups sum to another amount");
            require(
                    line.carryBefore() == carries.getOrDefault(line.member(), 0L),
                    at,
                    "rounding owed it another amount");
            places.add(line.entitled().add(line.trueUp()));
            before.add(line.carryBefore());
        }
        Apportionment.Shares shares = Apportionment.share(places, before);
        Terms terms = parts.getLast().terms();
        for (int i = 0; i < statement.lines().size(); i++) {
            Statement.Line line = statement.lines().get(i);
            String at = place + " " + line.member();
            require(BigInteger.valueOf(line.amount()).equals(shares.units().get(i)), at, "it is due another amount");
            require(line.carryAfter() == shares.carries().get(i), at, "another amount is carried");
            require(
                    line.setAside() >= 0 && line.setAside() <= Math.max(0, line.amount()),
                    at,
                    "more is set aside than it is due");
            require(line.withheld() == withheld(terms, line), at, "another amount is withheld");
            require(paid(statement, line, evidence), at, "its payment is of another amount");
            carries.put(line.member(), line.carryAfter());
        }
    }

    private static BigInteger corrections(Statement statement, int line) {
        return statement.trueUps().stream()
                .map(trueUp -> trueUp.changes().get(line))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long withheld(Terms terms, Statement.Line line) {
        long due = line.amount() - line.setAside();
        return terms.reserve()
                .map(reserve -> reserve.withheld(line.member(), due))
                .orElse(0L);
    }

    private static boolean paid(Statement statement, Statement.Line line, Evidence evidence) {
        if (line.payment().isEmpty()) {
            return line.paid() == 0 || line.member().equals(statement.collector());
        }
        TradePage page = evidence.get(Keys.page(line.payment().get().page()))
                .map(TradePage::decode)
                .orElseThrow(() -> new Refuted(line.payment().get().toString(), "its page is not in the file"));
        Trade trade = page.trade(line.payment().get().index());
        return page.id().author().equals(statement.collector())
                && page.id().counterparty().equals(line.member())
                && trade.authorDelivers() == line.paid() > 0
                && trade.delivery().minor() == Math.absExact(line.paid());
    }
}
