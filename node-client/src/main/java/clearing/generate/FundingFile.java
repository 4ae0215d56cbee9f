package clearing.generate;

import java.util.List;
import java.util.function.Predicate;

/** {@code <Member>/funding.csv} of the issuer, and {@code <Member>/withdrawals.csv} of who asks for its money. */
final class FundingFile {
    private final List<Funding> fundings;

    FundingFile(List<Funding> fundings) {
        this.fundings = fundings;
    }

    /** Everything that the issuer pays in and out. */
    String ofIssuer() {
        return of(funding -> true);
    }

    /** The withdrawals that a holder requests; the issuer's file has the same rows. */
    String withdrawalsOf(Member member) {
        return of(funding -> funding.operation() == Funding.Operation.WITHDRAW
                && funding.holder().member().equals(member));
    }

    private String of(Predicate<Funding> rows) {
        Csv csv = new Csv("operation", "reference", "member", "account", "asset", "amount", "value_date");
        fundings.stream()
                .filter(rows)
                .forEach(funding -> csv.row(
                        funding.operation().name(),
                        funding.reference(),
                        funding.holder().member().id(),
                        funding.holder().account(),
                        funding.asset().code(),
                        funding.asset().decimal(funding.amount()),
                        funding.valueDate().toString()));
        return csv.text();
    }
}
