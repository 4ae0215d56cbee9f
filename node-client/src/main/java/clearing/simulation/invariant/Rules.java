package clearing.simulation.invariant;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;

/** Each command gets the code that the oracle expects: who may, what is recognised as known, what is refused and why. */
final class Rules implements Invariant {
    @Override
    public String id() {
        return "INV-16";
    }

    @Override
    public String says() {
        return "every command is answered as the oracle says: authority, refusals, their reasons";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            require(
                    told.outcomes().size() == told.expected().size(),
                    "%s has %d outcomes for %d commands",
                    told.envelope(),
                    told.outcomes().size(),
                    told.expected().size());
            for (int i = 0; i < told.outcomes().size(); i++) {
                Outcome outcome = told.outcomes().get(i);
                ResultCode expected = told.expected().get(i);
                require(
                        outcome.code() == expected,
                        "%s, command %d (%s) was answered %s, the oracle says %s",
                        told.envelope(),
                        i,
                        told.batch().entries().get(i).command().getClass().getSimpleName(),
                        outcome,
                        expected);
            }
        }
    }
}
