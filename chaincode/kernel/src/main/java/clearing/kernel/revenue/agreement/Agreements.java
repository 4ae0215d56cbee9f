package clearing.kernel.revenue.agreement;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds agreements and the terms that are in force. */
public final class Agreements {
    private static final int MAX_ID = 7;

    private Agreements() {}

    /** True for 1 to 7 characters of A-Z, 0-9 and '-': nothing else may become a part of a key. */
    public static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID
                && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
    }

    public static Optional<Agreement> find(String id, Execution x) {
        return isId(id) ? x.ledger().read(Keys.agreement(id), Agreement::decode) : Optional.empty();
    }

    /** Terms that have come into force. */
    public static Terms terms(String id, int version, Execution x) {
        SignedTerms signed =
                x.ledger().read(Keys.terms(id, version), SignedTerms::decode).orElseThrow();
        return signed.terms();
    }

    /**
     * The terms that name a period's measures and parties: those of the last version that is in force within it.
     *
     * @return empty where the day begins no period of the agreement, or none in force
     */
    public static Optional<Terms> inForce(String id, Agreement agreement, LocalDate start, Execution x) {
        Period period = new Period(agreement.cycle(), start);
        List<Agreement.Days> days = period.isAligned() ? agreement.within(period) : List.of();
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(terms(id, days.getLast().version().number(), x));
    }

    /** The lane's business day of the transaction. */
    public static LocalDate today(String lane, Execution x) {
        return LocalDate.ofEpochDay(
                SettlementCommands.businessDay(x.constitution().lane(lane).orElseThrow(), x.tx().timestamp()));
    }

    public static Outcome notFound() {
        return Outcome.refused(ResultCode.AGREEMENT_NOT_FOUND, "agreement");
    }
}
