package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.Command;
import clearing.simulation.oracle.Facts.Payout;
import java.util.List;
import java.util.Optional;

/** Deposits and withdrawals. */
final class FundingFacts {
    private FundingFacts() {}

    static ResultCode deposit(Facts facts, Command.Deposit c, Caller caller) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Asset> asset = asset(facts, c.asset());
        if (asset.isEmpty()) {
            return ResultCode.UNKNOWN_ASSET;
        }
        if (!asset.get().issuer().equals(caller.memberId())) {
            return ResultCode.NOT_THE_ISSUER;
        }
        Optional<ResultCode> fault = fault(facts, c.member(), c.account(), c.amount());
        if (fault.isPresent()) {
            return fault.get();
        }
        String terms = c.member() + "|" + c.account() + "|" + c.asset() + "|" + c.amount() + "|" + c.valueDate();
        String earlier = facts.deposits.putIfAbsent(caller.memberId() + "/" + c.reference(), terms);
        if (earlier != null) {
            return earlier.equals(terms) ? ResultCode.ALREADY_RECORDED : ResultCode.CONTENT_CONFLICT;
        }
        Facts.add(facts.available, slot(facts, c.member(), c.account(), c.asset()), c.amount());
        Facts.add(facts.issued, c.asset(), c.amount());
        return ResultCode.OK;
    }

    static ResultCode request(Facts facts, Command.RequestWithdrawal c, Caller caller) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String holder = caller.memberId();
        if (asset(facts, c.asset()).isEmpty()) {
            return ResultCode.UNKNOWN_ASSET;
        }
        Optional<ResultCode> fault = fault(facts, holder, c.account(), c.amount());
        if (fault.isPresent()) {
            return fault.get();
        }
        String terms = c.account() + "|" + c.asset() + "|" + c.amount() + "|" + c.valueDate();
        Payout earlier = facts.payouts.get(holder + "/" + c.reference());
        if (earlier != null) {
            return earlier.terms().equals(terms) ? ResultCode.ALREADY_RECORDED : ResultCode.CONTENT_CONFLICT;
        }
        String slot = slot(facts, holder, c.account(), c.asset());
        if (facts.available(slot) < c.amount()) {
            return ResultCode.INSUFFICIENT_BALANCE;
        }
        facts.payouts.put(holder + "/" + c.reference(), new Payout(terms, slot, c.asset(), c.amount(), "REQUESTED"));
        Facts.add(facts.available, slot, -c.amount());
        Facts.add(facts.held, slot, c.amount());
        return ResultCode.OK;
    }

    static ResultCode attest(Facts facts, Command.AttestWithdrawal c, Caller caller) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!Rights.isMember(facts, c.member())) {
            return ResultCode.UNKNOWN_MEMBER;
        }
        String key = c.member() + "/" + c.reference();
        Payout payout = facts.payouts.get(key);
        if (payout == null) {
            return ResultCode.WITHDRAWAL_NOT_FOUND;
        }
        if (!asset(facts, payout.asset()).orElseThrow().issuer().equals(caller.memberId())) {
            return ResultCode.NOT_THE_ISSUER;
        }
        String wanted = c.paid() ? "PAID" : "DECLINED";
        if (c.paid() && payout.state().equals("REQUESTED") && facts.inDefault(c.member())) {
            return ResultCode.MEMBER_IN_DEFAULT;
        }
        if (!payout.state().equals("REQUESTED")) {
            return payout.state().equals(wanted) ? ResultCode.ALREADY_RECORDED : ResultCode.CONTENT_CONFLICT;
        }
        if (c.paid() && facts.issued.getOrDefault(payout.asset(), 0L) < payout.amount()) {
            return ResultCode.NOT_ENOUGH_ISSUED;
        }
        facts.payouts.put(key, payout.in(wanted));
        Facts.add(facts.held, payout.slot(), -payout.amount());
        if (c.paid()) {
            Facts.add(facts.issued, payout.asset(), -payout.amount());
        } else {
            Facts.add(facts.available, payout.slot(), payout.amount());
        }
        return ResultCode.OK;
    }

    private static Optional<ResultCode> fault(Facts facts, String holder, int account, long amount) {
        if (!Rights.isMember(facts, holder)) {
            return Optional.of(ResultCode.UNKNOWN_MEMBER);
        }
        if (account >= Rights.accounts(facts, holder)) {
            return Optional.of(ResultCode.UNKNOWN_ACCOUNT);
        }
        return amount <= 0 ? Optional.of(ResultCode.AMOUNT_NOT_POSITIVE) : Optional.empty();
    }

    static Optional<Asset> asset(Facts facts, String code) {
        return facts.inForce().assets().stream()
                .filter(asset -> asset.code().equals(code))
                .findFirst();
    }

    static String slot(Facts facts, String holder, int account, String asset) {
        List<String> codes = facts.inForce().assets().stream().map(Asset::code).toList();
        return holder + "/" + account + "/" + codes.indexOf(asset);
    }
}
