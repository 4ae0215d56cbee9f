package clearing.kernel.collateral;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RiskEffect;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.RiskCodec;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeRules;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Pledging, releasing, and saying what things are worth. */
public final class CollateralCommands {
    private CollateralCommands() {}

    public static Outcome pledge(RiskCommand.Pledge command, Execution x) {
        return movement(command.reference(), command.account(), command.asset(), command.quantity(), command, x, () -> {
            String member = x.caller().memberId();
            Asset asset = x.constitution().assetOf(command.asset()).orElseThrow();
            int index = x.constitution().assetIndex(command.asset()).orElseThrow();
            BalancePage page = x.ledger().balance(asset.lane(), member);
            if (page.available(command.account(), index) < command.quantity()) {
                return Outcome.refused(ResultCode.INSUFFICIENT_BALANCE, "quantity");
            }
            Pledges pledges = Cover.pledges(member, x);
            if (pledges.size() >= Pledges.MAX_POSITIONS && pledges.quantity(command.account(), index) == 0) {
                return Outcome.refused(ResultCode.TOO_LARGE, "asset", "no more positions can be pledged");
            }
            page.hold(command.account(), index, command.quantity());
            return changed(pledges, command.account(), index, command.quantity(), command.reference(), x);
        });
    }

    /** Only as far as what stays still carries what the member uses of its covered caps. */
    public static Outcome release(RiskCommand.Release command, Execution x) {
        return movement(command.reference(), command.account(), command.asset(), command.quantity(), command, x, () -> {
            String member = x.caller().memberId();
            Asset asset = x.constitution().assetOf(command.asset()).orElseThrow();
            int index = x.constitution().assetIndex(command.asset()).orElseThrow();
            Pledges pledges = Cover.pledges(member, x);
            if (pledges.quantity(command.account(), index) < command.quantity()) {
                return Outcome.refused(ResultCode.PLEDGE_EXCEEDED, "quantity");
            }
            Pledges left = Pledges.decode(Optional.of(pledges.encode()));
            left.change(command.account(), index, -command.quantity());
            String currency = x.constitution()
                    .rules()
                    .collateral(command.asset())
                    .map(CollateralRule::currency)
                    .orElse(command.asset());
            BigInteger used = x.constitution().rules().isCapCovered(member, currency)
                    ? Cover.used(member, currency, x)
                    : BigInteger.ZERO;
            if (used.signum() > 0 && Cover.of(left, currency, x).compareTo(used) < 0) {
                return Outcome.refused(ResultCode.COVER_NEEDED, "quantity");
            }
            x.ledger().balance(asset.lane(), member).release(command.account(), index, command.quantity(), true);
            return changed(pledges, command.account(), index, -command.quantity(), command.reference(), x);
        });
    }

    private interface Rules {
        Outcome apply();
    }

    private static Outcome movement(
            String reference, int account, String asset, long quantity, RiskCommand command, Execution x, Rules rules) {
        String member = x.caller().memberId();
        Optional<Outcome> refusal =
                x.refuseUnless(Role.TREASURER).or(() -> refuseTerms(reference, account, asset, quantity, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String key = Keys.pledgeMovement(member, reference);
        ByteWriter content = new ByteWriter(64);
        RiskCodec.write(content, command);
        byte[] bytes = content.toBytes();
        Optional<byte[]> recorded = x.ledger().get(key);
        if (recorded.isPresent()) {
            return Arrays.equals(recorded.get(), bytes)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        if (command instanceof RiskCommand.Pledge
                && x.constitution().rules().collateral(asset).isEmpty()) {
            return Outcome.refused(ResultCode.NO_SUCH_RULE, "asset", "the rulebook does not accept this collateral");
        }
        Outcome outcome = rules.apply();
        if (outcome.accepted()) {
            x.ledger().put(key, bytes);
        }
        return outcome;
    }

    private static Optional<Outcome> refuseTerms(
            String reference, int account, String asset, long quantity, Execution x) {
        if (!Trade.isReference(reference)) {
            return Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
        }
        if (x.constitution().assetOf(asset).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "asset"));
        }
        Member member = x.constitution().member(x.caller().memberId()).orElseThrow();
        if (account >= member.accounts().size()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ACCOUNT, "account"));
        }
        return TradeRules.refuseEscrow(member, account, x.constitution(), "account")
                .or(() -> TradeRules.refuseAmount(quantity, "quantity"));
    }

    private static Outcome changed(Pledges pledges, int account, int asset, long by, String reference, Execution x) {
        String member = x.caller().memberId();
        pledges.change(account, asset, by);
        x.ledger().put(Keys.pledges(member), pledges.encode());
        x.effects()
                .add(() -> new RiskEffect.PledgeChanged(
                        member, account, x.constitution().asset(asset).code(), by, reference));
        return Outcome.done(1);
    }

    public static Outcome attestPrice(RiskCommand.AttestPrice command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (x.constitution().assetOf(command.asset()).isEmpty()) {
            return Outcome.refused(ResultCode.UNKNOWN_ASSET, "asset");
        }
        Optional<CollateralRule> rule = x.constitution().rules().collateral(command.asset());
        if (rule.isEmpty()) {
            return Outcome.refused(ResultCode.NO_SUCH_RULE, "asset", "the rulebook does not value this asset");
        }
        String valuer = x.caller().memberId();
        if (!rule.get().valuers().contains(valuer)) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "caller", "the rulebook names other valuers of this asset");
        }
        if (!command.price().isValid()) {
            return Outcome.refused(
                    ResultCode.AMOUNT_NOT_POSITIVE, "price", "a price is a ratio of two positive amounts");
        }
        Optional<Outcome> date = TradeRules.refuseDate(command.date(), "date");
        if (date.isPresent()) {
            return date.get();
        }
        int day = Math.toIntExact(command.date().toEpochDay());
        if (day > Valuations.today(command.asset(), x)) {
            return Outcome.refused(
                    ResultCode.DATE_OUT_OF_RANGE, "date", "a price of a day to come would never be stale");
        }
        Valuation valuation = new Valuation(day, command.revision(), command.price());
        String fact = Keys.valuationFact(command.asset(), valuer, day, command.revision());
        Optional<byte[]> recorded = x.ledger().get(fact);
        if (recorded.isPresent()) {
            return Arrays.equals(recorded.get(), valuation.encode())
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "revision");
        }
        Optional<Valuation> newest = x.ledger().read(Keys.valuation(command.asset(), valuer), Valuation::decode);
        if (newest.isPresent() && newest.get().date() > day) {
            return Outcome.refused(ResultCode.VALUATION_SUPERSEDED, "date");
        }
        boolean sameDay = newest.isPresent() && newest.get().date() == day;
        if (command.revision() != (sameDay ? newest.get().revision() + 1 : 0)) {
            return Outcome.refused(ResultCode.VALUATION_SUPERSEDED, "revision", "the date's next revision is another");
        }
        x.ledger().put(Keys.valuation(command.asset(), valuer), valuation.encode());
        x.ledger().put(fact, valuation.encode());
        x.effects()
                .add(() -> new RiskEffect.PriceAttested(
                        command.asset(), valuer, command.date(), command.revision(), command.price()));
        return Outcome.done(1);
    }
}
