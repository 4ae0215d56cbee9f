package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.time.LocalDate;
import java.util.Optional;

/** Calculating a period: its statement and its payments, in one transaction. */
public final class RunCommands {
    private RunCommands() {}

    public static Outcome run(RevenueCommand.RunRevenue command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Agreement> found = Agreements.find(command.agreement(), x);
        if (found.isEmpty()) {
            return Agreements.notFound();
        }
        Agreement agreement = found.get();
        Period period = new Period(agreement.cycle(), command.period());
        Optional<Terms> terms = Agreements.inForce(command.agreement(), agreement, command.period(), x);
        if (terms.isEmpty()) {
            return Agreements.notFound();
        }
        if (!isInvolved(terms.get(), x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "agreement");
        }
        RevenueBook book = RevenueBook.of(command.agreement(), x);
        if (book.isCalculated(period)) {
            return Outcome.alreadyRecorded();
        }
        if (!period.equals(book.next())) {
            return Outcome.refused(ResultCode.REVENUE_PERIOD_NOT_NEXT, "period");
        }
        LocalDate today = Agreements.today(agreement.lane(), x);
        if (!today.isAfter(period.end())) {
            return Outcome.refused(ResultCode.REVENUE_PERIOD_OPEN, "period");
        }
        PeriodFacts facts = new PeriodFacts(command.agreement(), agreement, period, x);
        Disputes disputes = new Disputes(terms.get(), period, x);
        Optional<Outcome> fault = facts.refuse(today, disputes.clauses());
        if (fault.isPresent()) {
            return fault.get();
        }
        return new Run(terms.get(), agreement, period, book, facts, disputes, today, x).finish();
    }

    /** Parties, and who keeps the escrow. */
    static boolean isInvolved(Terms terms, String member) {
        return terms.signatories().contains(member);
    }
}
