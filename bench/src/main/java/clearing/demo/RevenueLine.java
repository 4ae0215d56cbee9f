package clearing.demo;

import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Decimals;
import clearing.kernel.revenue.run.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a party got by an agreement for a period; amounts are decimal texts in the currency's scale.
 *
 * @param amount what it was due, true-ups included
 * @param withheld into the reserve
 * @param paid now; what the collector keeps, for the collector
 * @param released out of the reserve, withheld for an earlier period
 */
record RevenueLine(
        String agreement,
        String period,
        String currency,
        String party,
        String amount,
        String withheld,
        String paid,
        String released) {

    static List<RevenueLine> of(List<Statement> statements) {
        List<RevenueLine> lines = new ArrayList<>();
        for (Statement statement : statements) {
            int scale = Currency.minorUnit(statement.currency()).orElse(0);
            for (Statement.Line line : statement.lines()) {
                long released = statement.released().stream()
                        .filter(release -> release.member().equals(line.member()))
                        .mapToLong(Statement.Release::amount)
                        .sum();
                lines.add(new RevenueLine(
                        statement.agreement(),
                        statement.period().toString(),
                        statement.currency(),
                        line.member(),
                        Decimals.format(line.amount(), scale),
                        Decimals.format(line.withheld(), scale),
                        Decimals.format(line.paid(), scale),
                        Decimals.format(released, scale)));
            }
        }
        return lines;
    }
}
