package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Role;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What becomes of the reserve: released after its time, or drawn on by a vote. */
public final class ReserveCommands {
    static final int MAX_REASON = 200;

    private ReserveCommands() {}

    public static Outcome release(RevenueCommand.ReleaseReserve command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Agreement> agreement = Agreements.find(command.agreement(), x);
        if (agreement.isEmpty()) {
            return Agreements.notFound();
        }
        Terms terms = last(command.agreement(), agreement.get(), x);
        if (!RunCommands.isInvolved(terms, x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "agreement");
        }
        if (terms.escrow().isEmpty()) {
            return Outcome.refused(ResultCode.NO_ESCROW, "agreement");
        }
        RevenueBook book = RevenueBook.of(command.agreement(), x);
        Payments payments = new Payments(agreement.get(), terms.currency(), book.pages(), x);
        ReserveReleases releases =
                new ReserveReleases(terms, Agreements.today(agreement.get().lane(), x), x);
        List<Statement.Release> released = releases.pay(payments);
        if (released.isEmpty()) {
            return new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0);
        }
        Optional<Outcome> refused = payments.make();
        if (refused.isPresent()) {
            return refused.get();
        }
        releases.left().put(command.agreement(), x);
        book.withPayments().put(x);
        return Outcome.done(released.size());
    }

    public static Outcome draw(RevenueCommand.DrawReserve command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.ADMIN).or(() -> refuseWords(command));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Agreement> agreement = Agreements.find(command.agreement(), x);
        if (agreement.isEmpty()) {
            return Agreements.notFound();
        }
        Terms terms = last(command.agreement(), agreement.get(), x);
        String member = x.caller().memberId();
        if (terms.party(member).isEmpty()) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "agreement");
        }
        if (terms.party(command.to()).isEmpty()) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "to");
        }
        if (terms.reserve().isEmpty()) {
            return Outcome.refused(ResultCode.NO_ESCROW, "agreement");
        }
        EscrowBook escrow = EscrowBook.of(command.agreement(), x);
        Optional<Drawing> before =
                x.ledger().read(Keys.drawing(command.agreement(), command.number()), Drawing::decode);
        if (before.isPresent()
                && !before.get().isFor(command.to(), command.amount(), command.reason())
                && (before.get().paid() || !before.get().votes().equals(new TreeSet<>(List.of(member))))) {
            return Outcome.refused(ResultCode.CONTENT_CONFLICT, "number");
        }
        Drawing drawing = before.filter(d -> d.isFor(command.to(), command.amount(), command.reason()))
                .orElseGet(() -> new Drawing(command.to(), command.amount(), command.reason(), false, new TreeSet<>()));
        if (drawing.votes().contains(member)) {
            return Outcome.alreadyRecorded();
        }
        if (command.number() != escrow.drawings() + 1) {
            return Outcome.refused(ResultCode.DRAWING_NOT_NEXT, "number");
        }
        if (available(escrow, x) < command.amount()) {
            return Outcome.refused(ResultCode.RESERVE_EXCEEDED, "amount");
        }
        boolean paid = drawing.votes().size() + 1 >= terms.reserve().get().votes();
        if (paid) {
            Optional<Outcome> refused = pay(command, terms, agreement.get(), escrow, x);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        x.ledger()
                .put(
                        Keys.drawing(command.agreement(), command.number()),
                        drawing.votedBy(member, paid).encode());
        x.effects()
                .add(() -> new RevenueEffect.DrawingVoted(
                        command.agreement(),
                        command.number(),
                        command.to(),
                        command.amount(),
                        command.reason(),
                        member,
                        paid));
        return Outcome.done(1);
    }

    private static Optional<Outcome> pay(
            RevenueCommand.DrawReserve command, Terms terms, Agreement agreement, EscrowBook escrow, Execution x) {
        RevenueBook book = RevenueBook.of(command.agreement(), x);
        Payments payments = new Payments(agreement, terms.currency(), book.pages(), x);
        payments.add(
                Payments.Side.of(terms.escrow().orElseThrow()),
                Payments.Side.of(terms.party(command.to()).orElseThrow()),
                command.amount(),
                References.drawing(command.agreement(), command.number()));
        Optional<Outcome> refused = payments.make();
        if (refused.isEmpty()) {
            new EscrowBook(escrow.drawings() + 1, without(escrow, command.amount(), x)).put(command.agreement(), x);
            book.withPayments().put(x);
        }
        return refused;
    }

    private static long available(EscrowBook escrow, Execution x) {
        long sum = 0;
        for (EscrowBook.Lot lot : escrow.lots()) {
            if (lot.isReserve() && ReserveReleases.isThere(lot, x)) {
                sum = Math.addExact(sum, lot.amount());
            }
        }
        return sum;
    }

    /** Takes an amount from the oldest lots of the reserve that are there. */
    private static List<EscrowBook.Lot> without(EscrowBook escrow, long amount, Execution x) {
        List<EscrowBook.Lot> left = new ArrayList<>();
        long open = amount;
        for (EscrowBook.Lot lot : escrow.lots()) {
            long taken = lot.isReserve() && ReserveReleases.isThere(lot, x) ? Math.min(open, lot.amount()) : 0;
            open -= taken;
            if (taken < lot.amount()) {
                left.add(taken == 0 ? lot : lot.less(taken));
            }
        }
        return left;
    }

    /** The terms of the version that came into force last: also when the agreement is over. */
    static Terms last(String id, Agreement agreement, Execution x) {
        return Agreements.terms(id, agreement.last().number(), x);
    }

    private static Optional<Outcome> refuseWords(RevenueCommand.DrawReserve command) {
        if (command.number() < 1) {
            return Optional.of(Outcome.refused(ResultCode.DRAWING_NOT_NEXT, "number"));
        }
        return refuseReason(command.reason()).or(() -> TradeRules.refuseAmount(command.amount(), "amount"));
    }

    static Optional<Outcome> refuseReason(String reason) {
        return reason.isBlank() || reason.length() > MAX_REASON
                ? Optional.of(Outcome.refused(
                        ResultCode.MALFORMED, "reason", "a reason has 1 to " + MAX_REASON + " characters"))
                : Optional.empty();
    }
}
