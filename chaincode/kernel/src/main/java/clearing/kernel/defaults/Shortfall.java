package clearing.kernel.defaults;

import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** What a default lacks, worked out without changing anything: known even where no step of a waterfall could bring any of it. */
public final class Shortfall {
    private Shortfall() {}

    /**
     * What is missing now: claims not paid, and what the defaulter's account is below zero, in minor units of the currency of account.
     *
     * @param now which prices are fresh
     * @return empty when there is no such default, or a price that it takes is not fresh
     */
    public static Optional<BigInteger> of(LedgerState state, Instant now, String member, int number) {
        return Execution.reading(state, now)
                .flatMap(x -> x.ledger()
                        .read(Keys.defaultCase(member, number), DefaultCase::decode)
                        .flatMap(open -> new Waterfall(open, x).shortfall()));
    }
}
