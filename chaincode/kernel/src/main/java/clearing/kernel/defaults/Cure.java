package clearing.kernel.defaults;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What has to hold before a default can be lifted: nothing that it closed out is still owed, and it has cost nobody else anything. */
final class Cure {
    private Cure() {}

    /** Why the default cannot be lifted, or empty when it can. */
    static Optional<Outcome> refuse(DefaultCase open, Execution x) {
        for (String counterparty : open.counterparties()) {
            BigInteger unpaid = open.closeOutSum(counterparty).subtract(open.paid(counterparty));
            if (unpaid.signum() != 0) {
                return Optional.of(Outcome.refused(
                        ResultCode.DEFAULT_NOT_CURED,
                        "member",
                        unpaid.signum() > 0 ? counterparty + " is not paid yet" : counterparty + " has not paid yet"));
            }
        }
        for (int pass = 1; pass <= open.passes(); pass++) {
            for (WaterfallStep step :
                    List.of(WaterfallStep.FIRST_LOSS, WaterfallStep.RESERVE, WaterfallStep.LOSS_ALLOCATION)) {
                boolean used = x.ledger()
                        .read(
                                Keys.waterfallStep(open.member(), open.number(), pass, step.ordinal()),
                                WaterfallRecord::decode)
                        .filter(record -> record.lines().stream()
                                .anyMatch(line -> line.amount().signum() > 0))
                        .isPresent();
                if (used) {
                    return Optional.of(Outcome.refused(
                            ResultCode.DEFAULT_NOT_CURED, "member", "others have borne a part of the loss: " + step));
                }
            }
        }
        return Optional.empty();
    }

    /** Frees the member, and gives back what was held as cover of its own overdrafts: they stand under its caps again. */
    static void release(DefaultCase lifted, Execution x) {
        new Estate(lifted, x).giveBackCover(lifted.paid(lifted.member()));
        InDefault before = InDefault.decode(x.ledger().get(Keys.IN_DEFAULT));
        if (before.numbers().containsKey(lifted.member())) {
            x.ledger().put(Keys.IN_DEFAULT, before.without(lifted.member()).encode());
        }
    }
}
