package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Role;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Setting a line aside, and what becomes of it. */
public final class DisputeCommands {
    private DisputeCommands() {}

    public static Outcome dispute(RevenueCommand.DisputeLine command, Execution x) {
        Optional<Outcome> refusal =
                x.refuseUnless(Role.TRADER).or(() -> ReserveCommands.refuseReason(command.reason()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Agreement> agreement = Agreements.find(command.agreement(), x);
        Optional<Terms> terms = agreement.flatMap(a -> Agreements.inForce(command.agreement(), a, command.period(), x));
        if (terms.isEmpty()) {
            return Agreements.notFound();
        }
        String member = x.caller().memberId();
        Optional<Outcome> fault = refuseLine(command.clause(), terms.get(), member);
        if (fault.isPresent()) {
            return fault.get();
        }
        Period period = new Period(agreement.get().cycle(), command.period());
        String key = Keys.dispute(command.agreement(), command.period(), command.clause());
        if (x.ledger().get(key).isPresent()) {
            return Outcome.alreadyRecorded();
        }
        if (RevenueBook.of(command.agreement(), x).isCalculated(period)) {
            return Outcome.refused(
                    ResultCode.WINDOW_CLOSED, "period", "the period is calculated; a corrected fact makes a true-up");
        }
        x.ledger().put(key, new Dispute(member, command.reason(), false, new TreeMap<>()).encode());
        x.effects()
                .add(() -> new RevenueEffect.LineDisputed(
                        command.agreement(), period, command.clause(), member, command.reason()));
        return Outcome.done(1);
    }

    private static Optional<Outcome> refuseLine(String id, Terms terms, String member) {
        if (terms.party(member).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "agreement"));
        }
        if (terms.escrow().isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.NO_ESCROW, "agreement"));
        }
        boolean known = terms.clauses().stream()
                .anyMatch(clause -> clause.id().equals(id) && !(clause instanceof Clause.Clawback));
        return known ? Optional.empty() : Optional.of(Outcome.refused(ResultCode.UNKNOWN_CLAUSE, "clause"));
    }

    public static Outcome resolve(RevenueCommand.ResolveDispute command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Agreement> agreement = Agreements.find(command.agreement(), x);
        Optional<Terms> found = agreement.flatMap(a -> Agreements.inForce(command.agreement(), a, command.period(), x));
        if (found.isEmpty()) {
            return Agreements.notFound();
        }
        Terms terms = found.get();
        String member = x.caller().memberId();
        Optional<Outcome> fault = refuseLine(command.clause(), terms, member);
        if (fault.isPresent()) {
            return fault.get();
        }
        Optional<Dispute> dispute =
                x.ledger().read(Keys.dispute(command.agreement(), command.period(), command.clause()), Dispute::decode);
        if (dispute.isEmpty()) {
            return Outcome.refused(ResultCode.DISPUTE_NOT_FOUND, "clause");
        }
        if (command.amounts().equals(dispute.get().answers().get(member))) {
            return Outcome.alreadyRecorded();
        }
        if (dispute.get().resolved()) {
            return Outcome.refused(ResultCode.DISPUTE_NOT_FOUND, "clause");
        }
        Period period = new Period(agreement.get().cycle(), command.period());
        EscrowBook escrow = EscrowBook.of(command.agreement(), x);
        List<EscrowBook.Lot> lots = escrow.lots().stream()
                .filter(lot ->
                        lot.clause().equals(command.clause()) && lot.period().equals(period))
                .toList();
        Optional<Outcome> amounts = refuseAmounts(command.amounts(), lots, terms);
        if (amounts.isPresent()) {
            return amounts.get();
        }
        return answer(command, terms, agreement.get(), period, dispute.get(), escrow, lots, x);
    }

    private static Optional<Outcome> refuseAmounts(
            List<RevenueCommand.Portion> amounts, List<EscrowBook.Lot> lots, Terms terms) {
        if (lots.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.DISPUTE_NOT_FOUND, "clause"));
        }
        int before = -1;
        long sum = 0;
        for (int i = 0; i < amounts.size(); i++) {
            RevenueCommand.Portion portion = amounts.get(i);
            int place = terms.indexOf(portion.party());
            if (place <= before) {
                return Optional.of(Outcome.refused(
                        place < 0 ? ResultCode.NOT_A_PARTY : ResultCode.MALFORMED,
                        "amounts[" + i + "].party",
                        "parties stand in the order of the agreement, each once"));
            }
            if (portion.amount() <= 0) {
                return Optional.of(Outcome.refused(ResultCode.AMOUNT_NOT_POSITIVE, "amounts[" + i + "].amount"));
            }
            long left = lots.stream().mapToLong(EscrowBook.Lot::amount).sum() - sum;
            if (portion.amount() > left) {
                return Optional.of(Outcome.refused(ResultCode.AMOUNTS_DO_NOT_SUM, "amounts"));
            }
            before = place;
            sum += portion.amount();
        }
        return sum == lots.stream().mapToLong(EscrowBook.Lot::amount).sum()
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.AMOUNTS_DO_NOT_SUM, "amounts"));
    }

    private static Outcome answer(
            RevenueCommand.ResolveDispute command,
            Terms terms,
            Agreement agreement,
            Period period,
            Dispute dispute,
            EscrowBook escrow,
            List<EscrowBook.Lot> lots,
            Execution x) {
        String member = x.caller().memberId();
        Dispute answered = dispute.answered(member, command.amounts());
        boolean paid = terms.parties().stream()
                .map(Party::member)
                .allMatch(party -> command.amounts().equals(answered.answers().get(party)));
        if (paid) {
            Optional<Outcome> refused = pay(command, terms, agreement, period, escrow, lots, x);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        x.ledger()
                .put(
                        Keys.dispute(command.agreement(), command.period(), command.clause()),
                        (paid ? answered.paid() : answered).encode());
        x.effects()
                .add(() -> new RevenueEffect.DisputeAnswered(
                        command.agreement(), period, command.clause(), member, command.amounts(), paid));
        return Outcome.done(1);
    }

    private static Optional<Outcome> pay(
            RevenueCommand.ResolveDispute command,
            Terms terms,
            Agreement agreement,
            Period period,
            EscrowBook escrow,
            List<EscrowBook.Lot> lots,
            Execution x) {
        if (!lots.stream().allMatch(lot -> ReserveReleases.isThere(lot, x))) {
            return Optional.of(
                    Outcome.refused(ResultCode.STATE_FORBIDS, "clause", "the amount has not arrived in escrow yet"));
        }
        RevenueBook book = RevenueBook.of(command.agreement(), x);
        Payments payments = new Payments(agreement, terms.currency(), book.pages(), x);
        for (RevenueCommand.Portion portion : command.amounts()) {
            payments.add(
                    Payments.Side.of(terms.escrow().orElseThrow()),
                    Payments.Side.of(terms.party(portion.party()).orElseThrow()),
                    portion.amount(),
                    References.resolved(command.agreement(), period));
        }
        Optional<Outcome> refused = payments.make();
        if (refused.isEmpty()) {
            List<EscrowBook.Lot> left = new ArrayList<>(escrow.lots());
            left.removeAll(lots);
            new EscrowBook(escrow.drawings(), left).put(command.agreement(), x);
            book.withPayments().put(x);
        }
        return refused;
    }
}
