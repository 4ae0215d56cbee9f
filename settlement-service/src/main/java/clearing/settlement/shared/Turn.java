package clearing.settlement.shared;

import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.reconcile.Signatures;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who still has to act on a shared break, and how.
 *
 * @param member the institution
 * @param act what it is to do
 * @param hand as which of its two persons
 */
public record Turn(String member, Act act, Hand hand) {

    /** What may be done to a shared break. */
    public enum Act {
        /** To begin one. */
        OPEN,
        /** To show the counterparty's evidence. */
        ANSWER,
        COMMENT,
        PROPOSE,
        SIGN,
        ESCALATE,
        WITHDRAW
    }

    /**
     * All that the break waits for, the opener first: the counterparty's answer; then a proposal, by either; then each institution's next
     * signature. Nothing once it has ended.
     */
    public static List<Turn> of(SharedBreak shared) {
        String opener = shared.id().opener();
        if (shared.stage().ended()) {
            return List.of();
        }
        if (shared.proposal().isPresent()) {
            ResolutionProposal proposal = shared.proposal().get();
            return Stream.concat(next(opener, proposal.opener()), next(shared.counterparty(), proposal.counterparty()))
                    .toList();
        }
        return shared.answer().isEmpty()
                ? List.of(new Turn(shared.counterparty(), Act.ANSWER, Hand.MAKER))
                : List.of(
                        new Turn(opener, Act.PROPOSE, Hand.MAKER),
                        new Turn(shared.counterparty(), Act.PROPOSE, Hand.MAKER));
    }

    private static Stream<Turn> next(String member, Signatures signatures) {
        if (signatures.whole()) {
            return Stream.empty();
        }
        return Stream.of(new Turn(member, Act.SIGN, signatures.maker().isEmpty() ? Hand.MAKER : Hand.CHECKER));
    }
}
