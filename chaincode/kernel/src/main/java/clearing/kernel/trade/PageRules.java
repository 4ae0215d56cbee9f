package clearing.kernel.trade;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.period.Periods;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of a page before it is stored, in whatever capacity: trades, instructions to match, parts of a block. */
public final class PageRules {
    private PageRules() {}

    /** Why the caller may not write a page of this identity, or empty when it may. */
    public static Optional<Outcome> refuseParties(PageId id, Execution x) {
        Constitution constitution = x.constitution();
        if (!id.author().equals(x.caller().memberId())) {
            return Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "page.author"));
        }
        if (id.author().equals(id.counterparty())) {
            return Optional.of(Outcome.refused(ResultCode.OWN_COUNTERPARTY, "page.counterparty"));
        }
        if (id.isOfAgreement()) {
            return Optional.of(Outcome.refused(ResultCode.PAGE_NUMBER_RESERVED, "page.number"));
        }
        Optional<Member> counterparty = constitution.member(id.counterparty());
        if (counterparty.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "page.counterparty"));
        }
        if (counterparty.get().readOnly()) {
            return Optional.of(Outcome.refused(ResultCode.READ_ONLY_MEMBER, "page.counterparty"));
        }
        if (x.inDefault(id.counterparty())) {
            return Optional.of(Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "page.counterparty"));
        }
        if (constitution.lane(id.lane()).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_LANE, "page.lane"));
        }
        return Optional.empty();
    }

    /** The first fault of the page's trades, or empty when there is none. */
    public static Optional<Outcome> refuseTrades(TradePage page, Execution x) {
        Member author = x.constitution().member(page.id().author()).orElseThrow();
        Member counterparty = x.constitution().member(page.id().counterparty()).orElseThrow();
        int firstOpenDay = Periods.firstOpenDay(page.id().lane(), x);
        Set<String> references = new TreeSet<>();
        Set<String> reversed = new TreeSet<>();
        for (int i = 0; i < page.count(); i++) {
            String path = "page.trades[" + i + "]";
            Optional<Outcome> fault =
                    TradeRules.refuse(page.trade(i), page.id().lane(), author, counterparty, x.constitution(), path);
            if (fault.isEmpty() && page.valueDay(i) < firstOpenDay) {
                fault = Optional.of(Outcome.refused(ResultCode.PERIOD_CLOSED, path + ".valueDate"));
            }
            if (fault.isEmpty() && !references.add(page.reference(i))) {
                fault = Optional.of(Outcome.refused(ResultCode.DUPLICATE_REFERENCE, path + ".reference"));
            }
            if (fault.isEmpty() && page.isAmendment(i)) {
                fault = Amendments.refuse(page, i, x, path + ".amends");
            }
            if (fault.isEmpty() && page.isReversal(i)) {
                fault = Reversals.refuse(x.ledger(), page, i, path);
                if (fault.isEmpty()
                        && !reversed.add(
                                page.reversal(i).orElseThrow().target(page.id()).toString())) {
                    fault = Optional.of(Outcome.refused(ResultCode.REVERSED_TRADE_NOT_SETTLED, path + ".reverses"));
                }
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** Empty when no trade of the page names another one: those are for the parties' word, not for comparison or splitting. */
    public static Optional<Outcome> refuseNames(TradePage page, ResultCode code) {
        for (int i = 0; i < page.count(); i++) {
            if (page.isReversal(i) || page.isAmendment(i)) {
                return Optional.of(Outcome.refused(code, "page.trades[" + i + "]"));
            }
        }
        return Optional.empty();
    }
}
