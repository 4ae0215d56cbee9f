package clearing.kernel.reconcile;

import clearing.kernel.Outcome;
import clearing.kernel.ReconcileEffect.Step;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.Optional;

/** Proposing and signing how a break ends: by a maker and a checker of each institution, four persons. */
public final class ResolutionCommands {
    private static final int LAST_NUMBER = 65_535;

    private ResolutionCommands() {}

    public static Outcome propose(ReconcileCommand.ProposeResolution command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal = Parties.refusePerson(Hand.MAKER.role(), x).or(() -> Parties.refuse(found, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        String member = x.caller().memberId();
        int last = shared.proposal().map(ResolutionProposal::number).orElse(0);
        if (command.number() == last && last > 0) {
            ResolutionProposal standing = shared.proposal().orElseThrow();
            return standing.by().equals(member) && standing.resolution().equals(command.resolution())
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.PROPOSAL_NUMBER_NOT_NEXT, "number");
        }
        Optional<Outcome> fault = Parties.refuseEnded(shared)
                .or(() -> command.number() != last + 1 || command.number() > LAST_NUMBER
                        ? Optional.of(Outcome.refused(ResultCode.PROPOSAL_NUMBER_NOT_NEXT, "number"))
                        : Optional.empty())
                .or(() -> refuseResolution(command.resolution(), shared, x));
        if (fault.isPresent()) {
            return fault.get();
        }
        Blob hash = ResolutionProposal.hash(shared.id(), command.number(), command.resolution());
        ResolutionProposal proposal = new ResolutionProposal(
                        command.number(), member, command.resolution(), Signatures.NONE, Signatures.NONE)
                .signed(shared.id().opener().equals(member), Hand.MAKER, Parties.word(hash, x));
        return Parties.put(shared.proposed(proposal), Step.PROPOSED, hash, "", x);
    }

    public static Outcome sign(ReconcileCommand.SignResolution command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal =
                Parties.refusePerson(command.hand().role(), x).or(() -> Parties.refuse(found, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        Optional<ResolutionProposal> proposal = shared.proposal()
                .filter(p -> p.number() == command.number()
                        && ResolutionProposal.hash(shared.id(), p.number(), p.resolution())
                                .equals(command.hash()));
        if (proposal.isEmpty()) {
            return Outcome.refused(ResultCode.NO_SUCH_PROPOSAL, "hash");
        }
        boolean opener = shared.id().opener().equals(x.caller().memberId());
        Signatures own = proposal.get().signatures(opener);
        if (own.of(command.hand()).isPresent()) {
            return Outcome.alreadyRecorded();
        }
        Optional<Outcome> fault = Parties.refuseEnded(shared)
                .or(() -> refuseHand(command.hand(), own, x))
                .or(() -> proposal.get().resolution().trade().flatMap(trade -> refuseReversal(trade, shared, x)));
        if (fault.isPresent()) {
            return fault.get();
        }
        ResolutionProposal signed = proposal.get().signed(opener, command.hand(), Parties.word(command.hash(), x));
        SharedBreak now = shared.proposed(signed);
        if (signed.whole()) {
            return Parties.put(now.resolvedAt(Parties.now(x)), Step.RESOLVED, command.hash(), "", x);
        }
        Step step = command.hand() == Hand.MAKER ? Step.SIGNED_BY_MAKER : Step.SIGNED_BY_CHECKER;
        return Parties.put(now, step, command.hash(), "", x);
    }

    /** A checker looks at what a maker has made, and is somebody else. */
    private static Optional<Outcome> refuseHand(Hand hand, Signatures own, Execution x) {
        if (hand == Hand.MAKER) {
            return Optional.empty();
        }
        if (own.maker().isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.MAKER_MISSING, "hand"));
        }
        return own.maker().get().person().equals(x.caller().person())
                ? Optional.of(Outcome.refused(ResultCode.SAME_PERSON, "caller"))
                : Optional.empty();
    }

    private static Optional<Outcome> refuseResolution(Resolution r, SharedBreak shared, Execution x) {
        if (r.terms().equals(SharedBreak.ZEROS)) {
            return Optional.of(Outcome.refused(ResultCode.EVIDENCE_MISSING, "resolution.terms"));
        }
        boolean hasParty = r.kind() == Resolution.Kind.ACCEPT_EVIDENCE || r.kind() == Resolution.Kind.WRITE_OFF;
        if (hasParty ? !shared.isParty(r.party()) : !r.party().isEmpty()) {
            return invalid(
                    "party", hasParty ? "this resolution names one of the two" : "this resolution names no party");
        }
        if (r.kind() == Resolution.Kind.ACCEPT_EVIDENCE
                && r.party().equals(shared.counterparty())
                && shared.answer().isEmpty()) {
            return invalid("party", "the counterparty has not shown evidence");
        }
        boolean writesOff = r.kind() == Resolution.Kind.WRITE_OFF;
        if (writesOff ? r.amount() < 1 || r.amount() > shared.subject().amount() : r.amount() != 0) {
            return invalid(
                    "amount",
                    writesOff ? "at most the amount in question is written off" : "this resolution has no amount");
        }
        boolean reverses = r.kind() == Resolution.Kind.REVERSAL;
        if (reverses != r.trade().isPresent()) {
            return invalid("trade", reverses ? "a reversal names its trade" : "this resolution names no trade");
        }
        return r.trade().flatMap(trade -> refuseReversal(trade, shared, x));
    }

    private static Optional<Outcome> invalid(String field, String sentence) {
        return Optional.of(Outcome.refused(ResultCode.INVALID_RESOLUTION, "resolution." + field, sentence));
    }

    /** Both members signed the trade, it has settled, and no reversal names it yet. */
    private static Optional<Outcome> refuseReversal(TradeId trade, SharedBreak shared, Execution x) {
        PageId page = trade.page();
        boolean between = page.isParty(shared.id().opener())
                && page.isParty(shared.counterparty())
                && !page.author().equals(page.counterparty());
        Optional<StatusPage> status =
                between ? x.ledger().status(page).filter(s -> trade.index() < s.count()) : Optional.empty();
        if (status.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.REVERSED_TRADE_NOT_FOUND, "resolution.trade"));
        }
        boolean free = status.get().state(trade.index()) == TradeState.SETTLED
                && !status.get().reversalNamed(trade.index());
        return free
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.REVERSED_TRADE_NOT_SETTLED, "resolution.trade"));
    }
}
