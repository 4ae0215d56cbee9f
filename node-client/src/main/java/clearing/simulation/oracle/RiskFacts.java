package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Member;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.trade.PageId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reserve fund, and a default from the first signature to its close-out. */
final class RiskFacts {
    private RiskFacts() {}

    static ResultCode apply(Facts facts, RiskCommand command, Caller caller, TxContext tx) {
        return switch (command) {
            case RiskCommand.Pledge c -> Collateral.pledge(facts, c, caller);
            case RiskCommand.Release c -> Collateral.release(facts, c, caller, tx.timestamp());
            case RiskCommand.AttestPrice c -> Collateral.state(facts, c, caller, tx.timestamp());
            case RiskCommand.Contribute c ->
                move(facts, caller, c.reference(), c.firstLoss(), c.amount(), true, c.toString());
            case RiskCommand.TakeBack c ->
                move(facts, caller, c.reference(), c.firstLoss(), c.amount(), false, c.toString());
            case RiskCommand.DeclareDefault c -> declare(facts, c, caller);
            case RiskCommand.ApproveDefault c -> approve(facts, c, caller);
            case RiskCommand.LiftDefault c -> lift(facts, c, caller);
            case RiskCommand.CloseOut c -> closeOut(facts, c, caller, tx.timestamp());
            case RiskCommand.RunWaterfall c -> waterfall(facts, c, caller, tx.timestamp());
        };
    }

    /** The slot of a member that contributions and defaults are reckoned in. */
    static String money(Facts facts, String member) {
        DefaultRule rule = facts.agreed().defaultRule().orElseThrow();
        int account = facts.inForce().members().stream()
                .filter(m -> m.id().equals(member))
                .mapToInt(m -> m.accounts().indexOf(rule.account()))
                .findFirst()
                .orElseThrow();
        return FundingFacts.slot(facts, member, account, rule.currency());
    }

    private static ResultCode move(
            Facts facts, Caller caller, String reference, boolean first, long amount, boolean in, String content) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (facts.agreed().defaultRule().isEmpty()) {
            return ResultCode.NO_SUCH_RULE;
        }
        if (amount <= 0) {
            return ResultCode.AMOUNT_NOT_POSITIVE;
        }
        String member = caller.memberId();
        Optional<ResultCode> known = Collateral.known(facts, "R/" + member + "/" + reference, content);
        if (known.isPresent()) {
            return known.get();
        }
        String slot = money(facts, member);
        String part = part(member, first);
        long target = facts.agreed()
                .reserve(member)
                .map(rule -> first ? rule.firstLoss() : rule.target())
                .orElse(0L);
        if (in && facts.available(slot) < amount) {
            return ResultCode.INSUFFICIENT_BALANCE;
        }
        if (!in && facts.reserve.getOrDefault(part, 0L) - amount < target) {
            return ResultCode.BELOW_RESERVE_TARGET;
        }
        long change = in ? amount : -amount;
        Facts.add(facts.available, slot, -change);
        Facts.add(facts.held, slot, change);
        Facts.add(facts.reserve, part, change);
        facts.movements.put("R/" + member + "/" + reference, content);
        return ResultCode.OK;
    }

    static String part(String member, boolean first) {
        return member + (first ? "/first" : "/fund");
    }

    private static ResultCode declare(Facts facts, RiskCommand.DeclareDefault c, Caller caller) {
        Optional<ResultCode> refusal = refuse(facts, c.member(), caller, Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean first = c.number() == 1;
        boolean again = facts.findDefault(c.member(), c.number() - 1)
                .filter(before -> before.lifted)
                .isPresent();
        if (!first && !again) {
            return ResultCode.DEFAULT_NOT_FOUND;
        }
        Default found = facts.defaults.computeIfAbsent(
                Default.key(c.member(), c.number()), key -> new Default(c.member(), c.number(), c.reason()));
        return found.reason.equals(c.reason()) ? sign(facts, found, caller) : ResultCode.CONTENT_CONFLICT;
    }

    private static ResultCode approve(Facts facts, RiskCommand.ApproveDefault c, Caller caller) {
        Optional<ResultCode> refusal = refuse(facts, c.member(), caller, Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Default> found = facts.findDefault(c.member(), c.number());
        if (found.isEmpty()) {
            return ResultCode.DEFAULT_NOT_FOUND;
        }
        return Arrays.equals(hash(found.get()), c.hash())
                ? sign(facts, found.get(), caller)
                : ResultCode.CONTENT_HASH_DIFFERS;
    }

    private static byte[] hash(Default found) {
        ByteBuffer out = ByteBuffer.allocate(512);
        out.put((byte) found.member.length()).put(found.member.getBytes(StandardCharsets.US_ASCII));
        out.putInt(found.number);
        out.put((byte) found.reason.length()).put(found.reason.getBytes(StandardCharsets.US_ASCII));
        return Bytes.sha256(Arrays.copyOf(out.array(), out.position()));
    }

    private static ResultCode sign(Facts facts, Default found, Caller caller) {
        if (found.lifted) {
            return ResultCode.DEFAULT_LIFTED;
        }
        if (!found.signatures.add(caller.memberId())) {
            return ResultCode.ALREADY_RECORDED;
        }
        found.declared |= found.signatures.size() >= quorum(facts, found);
        return ResultCode.OK;
    }

    private static long quorum(Facts facts, Default found) {
        DefaultRule rule = facts.agreed().defaultRule().orElseThrow();
        long able = rule.committee().stream()
                .filter(m -> !m.equals(found.member) && !facts.inDefault(m))
                .count();
        return Math.min(rule.quorum(), able);
    }

    private static ResultCode lift(Facts facts, RiskCommand.LiftDefault c, Caller caller) {
        Optional<ResultCode> refusal = refuse(facts, c.member(), caller, Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Default> known = facts.findDefault(c.member(), c.number());
        if (known.isEmpty()) {
            return ResultCode.DEFAULT_NOT_FOUND;
        }
        Default found = known.get();
        if (found.liftReason.filter(reason -> !reason.equals(c.reason())).isPresent()) {
            return ResultCode.CONTENT_CONFLICT;
        }
        if (found.lifted) {
            return ResultCode.ALREADY_RECORDED;
        }
        if (!found.isCured()) {
            return ResultCode.DEFAULT_NOT_CURED;
        }
        found.liftReason = Optional.of(c.reason());
        if (!found.liftSignatures.add(caller.memberId())) {
            return ResultCode.ALREADY_RECORDED;
        }
        if (found.liftSignatures.size() >= quorum(facts, found)) {
            found.lifted = true;
            long cover = found.paid.getOrDefault(found.member, BigInteger.ZERO).longValueExact();
            Facts.add(facts.held, money(facts, found.member), -cover);
            Facts.add(facts.available, money(facts, found.member), cover);
        }
        return ResultCode.OK;
    }

    private static Optional<ResultCode> refuse(Facts facts, String defaulter, Caller caller, Role role) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, role);
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<DefaultRule> rule = facts.agreed().defaultRule();
        if (rule.isEmpty()) {
            return Optional.of(ResultCode.NO_SUCH_RULE);
        }
        if (facts.inForce().members().stream().noneMatch(m -> m.id().equals(defaulter) && !m.readOnly())) {
            return Optional.of(ResultCode.UNKNOWN_MEMBER);
        }
        boolean judge = rule.get().committee().contains(caller.memberId())
                && !caller.memberId().equals(defaulter);
        return judge ? Optional.empty() : Optional.of(ResultCode.NOT_A_PARTY);
    }

    private static Optional<ResultCode> refuseUndeclared(Facts facts, String member, int number) {
        Optional<Default> found = facts.findDefault(member, number);
        if (found.isEmpty()) {
            return Optional.of(ResultCode.DEFAULT_NOT_FOUND);
        }
        if (found.get().lifted) {
            return Optional.of(ResultCode.DEFAULT_LIFTED);
        }
        return found.get().declared ? Optional.empty() : Optional.of(ResultCode.DEFAULT_NOT_DECLARED);
    }

    private static ResultCode closeOut(Facts facts, RiskCommand.CloseOut c, Caller caller, Instant at) {
        Optional<ResultCode> refusal =
                Rights.refuse(facts, caller, Role.AGENT).or(() -> refuseUndeclared(facts, c.member(), c.number()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Default open = facts.findDefault(c.member(), c.number()).orElseThrow();
        Default priced = open.copy();
        Set<PageId> seen = new HashSet<>();
        for (PageId page : c.pages()) {
            if (!page.isParty(c.member())) {
                return ResultCode.NOT_A_PARTY;
            }
            if (!seen.add(page)) {
                return ResultCode.MALFORMED;
            }
            List<Deal> deals = TradeFacts.page(facts, page);
            if (deals.isEmpty()) {
                return ResultCode.PAGE_NOT_FOUND;
            }
            boolean known = deals.stream()
                    .filter(Deal::waits)
                    .flatMap(deal -> deal.changes.stream())
                    .allMatch(change -> priced.fix(facts, facts.code(Settling.asset(change.slot())), at));
            if (!known) {
                return ResultCode.NO_FRESH_VALUATION;
            }
        }
        int ended = 0;
        for (PageId page : c.pages()) {
            for (Deal deal : TradeFacts.page(facts, page)) {
                if (!deal.isDone()) {
                    ended++;
                    close(facts, priced, deal);
                }
            }
        }
        if (ended > 0) {
            facts.defaults.put(priced.key(), priced);
        }
        return ended == 0 ? ResultCode.NOTHING_TO_DO : ResultCode.OK;
    }

    private static void close(Facts facts, Default open, Deal deal) {
        if (!deal.waits()) {
            facts.close(deal, "EXPIRED");
            return;
        }
        String other = deal.page.author().equals(open.member) ? deal.page.counterparty() : deal.page.author();
        for (Deal.Change change : deal.changes) {
            if (Settling.giver(change).equals(open.member)) {
                open.owe(
                        other,
                        facts.code(Settling.asset(change.slot())),
                        BigInteger.valueOf(change.amount()).negate());
            }
        }
        open.trades++;
        facts.close(deal, "CLOSED_OUT");
    }

    private static ResultCode waterfall(Facts facts, RiskCommand.RunWaterfall c, Caller caller, Instant at) {
        Optional<ResultCode> refusal =
                refuse(facts, c.member(), caller, Role.AGENT).or(() -> refuseUndeclared(facts, c.member(), c.number()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Default open = facts.findDefault(c.member(), c.number()).orElseThrow();
        return new Cascade(facts, open.copy(), at).run();
    }

    static String lane(Facts facts, String code) {
        return FundingFacts.asset(facts, code).map(Asset::lane).orElseThrow();
    }

    /** Members that act and are not in default, as the constitution lists them. */
    static List<String> survivors(Facts facts) {
        return facts.inForce().members().stream()
                .filter(m -> !m.readOnly() && !facts.inDefault(m.id()))
                .map(Member::id)
                .toList();
    }
}
