package clearing.client.revenue.ledger;

import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Periods as people write them: {@code 2026-11-30}, {@code 2026-11} or {@code 2026-Q4}, which says the cycle too. */
public final class PeriodText {
    private PeriodText() {}

    /** The period, or empty where the text is none. */
    public static Optional<Period> parse(String text) {
        try {
            if (text.matches("[0-9]{4}-Q[1-4]")) {
                int month = (text.charAt(6) - '1') * 3 + 1;
                return Optional.of(
                        new Period(Cycle.QUARTERLY, LocalDate.of(Integer.parseInt(text.substring(0, 4)), month, 1)));
            }
            if (text.matches("[0-9]{4}-[0-9]{2}")) {
                return Optional.of(new Period(Cycle.MONTHLY, LocalDate.parse(text + "-01")));
            }
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? Optional.of(new Period(Cycle.DAILY, LocalDate.parse(text)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
