package clearing.kernel.reserve;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RiskEffect;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.RiskCodec;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeRules;
import java.util.Arrays;
import java.util.Optional;

/** Contributions to the reserve fund, and taking back what is above the target. */
public final class ReserveCommands {
    private ReserveCommands() {}

    public static Outcome contribute(RiskCommand.Contribute command, Execution x) {
        return move(command.reference(), command.firstLoss(), command.amount(), true, command, x);
    }

    public static Outcome takeBack(RiskCommand.TakeBack command, Execution x) {
        return move(command.reference(), command.firstLoss(), command.amount(), false, command, x);
    }

    private static Outcome move(
            String reference, boolean firstLoss, long amount, boolean in, RiskCommand command, Execution x) {
        String member = x.caller().memberId();
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER).or(() -> refuseTerms(reference, amount, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ByteWriter content = new ByteWriter(48);
        RiskCodec.write(content, command);
        byte[] bytes = content.toBytes();
        String key = Keys.reserveMovement(member, reference);
        Optional<byte[]> recorded = x.ledger().get(key);
        if (recorded.isPresent()) {
            return Arrays.equals(recorded.get(), bytes)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        DefaultRule rule = x.constitution().rules().defaultRule().orElseThrow();
        Asset currency = x.constitution().assetOf(rule.currency()).orElseThrow();
        int asset = x.constitution().assetIndex(rule.currency()).orElseThrow();
        int account = x.constitution().accountIndex(member, rule.account()).orElseThrow();
        Contribution before = Contribution.of(member, x);
        BalancePage page = x.ledger().balance(currency.lane(), member);
        if (in) {
            if (page.available(account, asset) < amount) {
                return Outcome.refused(ResultCode.INSUFFICIENT_BALANCE, "amount");
            }
            page.hold(account, asset, amount);
        } else {
            if (before.part(firstLoss) - amount < target(member, firstLoss, x)) {
                return Outcome.refused(ResultCode.BELOW_RESERVE_TARGET, "amount");
            }
            page.release(account, asset, amount, true);
        }
        long change = in ? amount : -amount;
        x.ledger().put(key, bytes);
        x.ledger().put(Keys.reserve(member), before.plus(firstLoss, change).encode());
        x.effects().add(() -> new RiskEffect.ReserveChanged(member, firstLoss, change, reference));
        return Outcome.done(1);
    }

    private static long target(String member, boolean firstLoss, Execution x) {
        Optional<ReserveRule> rule = x.constitution().rules().reserve(member);
        return firstLoss
                ? rule.map(ReserveRule::firstLoss).orElse(0L)
                : rule.map(ReserveRule::target).orElse(0L);
    }

    private static Optional<Outcome> refuseTerms(String reference, long amount, Execution x) {
        if (x.constitution().rules().defaultRule().isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.NO_SUCH_RULE, "amount", "the rulebook has no reserve fund"));
        }
        return Trade.isReference(reference)
                ? TradeRules.refuseAmount(amount, "amount")
                : Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
    }
}
