package clearing.kernel.period;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** Asks which value dates are open. A lane without an agreed rule is never closed, and costs no read. */
public final class Periods {
    private Periods() {}

    /** What is closed of a lane. */
    static Optional<ClosedPeriod> closed(String lane, Execution x) {
        return x.constitution().rules().period(lane).isEmpty()
                ? Optional.empty()
                : x.ledger().read(Keys.period(lane), ClosedPeriod::decode);
    }

    /** The first open value date of a lane, as days since 1970-01-01; the lowest integer when all are open. */
    public static int firstOpenDay(String lane, Execution x) {
        return firstOpenDay(closed(lane, x));
    }

    /**
     * The same for whoever reads the ledger from outside.
     *
     * @param constitution in force
     * @param ledger the value under a key
     */
    public static int firstOpenDay(String lane, Constitution constitution, Function<String, Optional<byte[]>> ledger) {
        return firstOpenDay(constitution
                .rules()
                .period(lane)
                .flatMap(rule -> ledger.apply(Keys.period(lane)).map(ClosedPeriod::decode)));
    }

    private static int firstOpenDay(Optional<ClosedPeriod> closed) {
        return closed.map(period -> Math.toIntExact(period.through().toEpochDay() + 1))
                .orElse(Integer.MIN_VALUE);
    }

    /** Why nothing can take effect on a value date, or empty when it is open. */
    public static Optional<Outcome> refuse(String lane, LocalDate valueDate, String field, Execution x) {
        return valueDate.toEpochDay() < firstOpenDay(lane, x)
                ? Optional.of(Outcome.refused(ResultCode.PERIOD_CLOSED, field))
                : Optional.empty();
    }

    /** The value date itself while it is open, else the lane's business day: an effect that comes late is of the open period. */
    public static LocalDate effective(String lane, LocalDate valueDate, Execution x) {
        return valueDate.toEpochDay() < firstOpenDay(lane, x) ? businessDay(lane, x) : valueDate;
    }

    static LocalDate businessDay(String code, Execution x) {
        Lane lane = x.constitution().lane(code).orElseThrow();
        return LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, x.tx().timestamp()));
    }
}
