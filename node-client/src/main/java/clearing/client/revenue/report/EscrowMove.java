package clearing.client.revenue.report;

import clearing.kernel.revenue.terms.Period;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What goes into escrow or out of it.
 *
 * @param member whose share it is, or who gets it
 * @param amount minor units; above zero into escrow, below zero out of it
 * @param period that it comes from; empty for a drawing
 * @param day the period's last for what goes in, that of the transaction for what goes out
 */
public record EscrowMove(Kind kind, String member, long amount, Optional<Period> period, LocalDate day) {
    /** Why it moves. */
    public enum Kind {
        WITHHELD,
        SET_ASIDE,
        RELEASED,
        DRAWN,
        RESOLVED;

        /** Whether it is about the reserve and not about a disputed line. */
        public boolean isReserve() {
            return this == WITHHELD || this == RELEASED || this == DRAWN;
        }
    }
}
