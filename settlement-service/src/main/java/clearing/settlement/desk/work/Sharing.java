package clearing.settlement.desk.work;

import java.util.Optional;

/**
 * Whom a comment is meant for.
 *
 * @param shared whether for the counterparty too
 * @param on the shared break by its name, where there are several
 * @param inWords whether its words go to the ledger, where all members can read them; else only their hash does
 */
public record Sharing(boolean shared, Optional<String> on, boolean inWords) {
    /** For the house alone. */
    public static final Sharing INTERNAL = new Sharing(false, Optional.empty(), false);
}
