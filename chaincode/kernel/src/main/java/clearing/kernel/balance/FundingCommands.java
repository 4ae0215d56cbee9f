package clearing.kernel.balance;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.period.Periods;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeRules;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Value coming onto the ledger and leaving it, each time by the word of the asset's issuer. */
public final class FundingCommands {
    private FundingCommands() {}

    public static Outcome deposit(Command.Deposit command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER)
                .or(() -> refuseUnlessIssuer(x, command.asset()))
                .or(() -> refuseTerms(
                        x, command.reference(), command.member(), command.account(), command.asset(), command.amount()))
                .or(() -> refuseDate(x, command.asset(), command.valueDate()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Asset asset = x.constitution().assetOf(command.asset()).orElseThrow();
        String key = Keys.deposit(asset.issuer(), command.reference());
        byte[] content = depositBytes(command);
        Optional<byte[]> recorded = x.ledger().get(key);
        if (recorded.isPresent()) {
            return Arrays.equals(recorded.get(), content)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        long issued = x.ledger().issued(command.asset());
        if (issued > Asset.MAX_AMOUNT - command.amount()) {
            return Outcome.refused(ResultCode.AMOUNT_TOO_LARGE, "amount");
        }
        x.ledger().put(key, content);
        x.ledger().putIssued(command.asset(), issued + command.amount());
        int index = x.constitution().assetIndex(command.asset()).orElseThrow();
        x.ledger().balance(asset.lane(), command.member()).credit(command.account(), index, command.amount());
        x.effects()
                .add(() -> new Effect.Posted(
                        command.member(),
                        command.account(),
                        command.asset(),
                        command.amount(),
                        PostingKind.DEPOSIT,
                        command.reference(),
                        asset.issuer(),
                        command.valueDate(),
                        Optional.empty()));
        return Outcome.done(1);
    }

    public static Outcome requestWithdrawal(Command.RequestWithdrawal command, Execution x) {
        String holder = x.caller().memberId();
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER)
                .or(() -> refuseTerms(
                        x, command.reference(), holder, command.account(), command.asset(), command.amount()))
                .or(() -> refuseDate(x, command.asset(), command.valueDate()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String key = Keys.withdrawal(holder, command.reference());
        Withdrawal requested = new Withdrawal(
                Withdrawal.State.REQUESTED, command.account(), command.asset(), command.amount(), command.valueDate());
        Optional<Withdrawal> recorded = x.ledger().read(key, Withdrawal::decode);
        if (recorded.isPresent()) {
            return recorded.get().in(Withdrawal.State.REQUESTED).equals(requested)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        Asset asset = x.constitution().assetOf(command.asset()).orElseThrow();
        int index = x.constitution().assetIndex(command.asset()).orElseThrow();
        BalancePage page = x.ledger().balance(asset.lane(), holder);
        if (page.available(command.account(), index) < command.amount()) {
            return Outcome.refused(ResultCode.INSUFFICIENT_BALANCE, "amount");
        }
        page.hold(command.account(), index, command.amount());
        x.ledger().put(key, requested.encode());
        x.effects()
                .add(() -> new Effect.WithdrawalRequested(
                        holder,
                        command.account(),
                        command.asset(),
                        command.amount(),
                        command.reference(),
                        command.valueDate()));
        return Outcome.done(1);
    }

    public static Outcome attestWithdrawal(Command.AttestWithdrawal command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER).or(() -> refuseName(command, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String key = Keys.withdrawal(command.member(), command.reference());
        Optional<Withdrawal> recorded = x.ledger().read(key, Withdrawal::decode);
        if (recorded.isEmpty()) {
            return Outcome.refused(ResultCode.WITHDRAWAL_NOT_FOUND, "reference");
        }
        Withdrawal withdrawal = recorded.get();
        Asset asset = x.constitution().assetOf(withdrawal.asset()).orElseThrow();
        if (!asset.issuer().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_THE_ISSUER, "reference");
        }
        // Nothing leaves a member in default; declining gives it back to its account.
        if (command.paid() && withdrawal.state() == Withdrawal.State.REQUESTED && x.inDefault(command.member())) {
            return Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "member");
        }
        Withdrawal.State wanted = command.paid() ? Withdrawal.State.PAID : Withdrawal.State.DECLINED;
        if (withdrawal.state() != Withdrawal.State.REQUESTED) {
            return withdrawal.state() == wanted
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "paid");
        }
        // What others owe under their caps is not with the issuer yet.
        if (command.paid() && x.ledger().issued(withdrawal.asset()) < withdrawal.amount()) {
            return Outcome.refused(ResultCode.NOT_ENOUGH_ISSUED, "reference");
        }
        int index = x.constitution().assetIndex(withdrawal.asset()).orElseThrow();
        x.ledger()
                .balance(asset.lane(), command.member())
                .release(withdrawal.account(), index, withdrawal.amount(), !command.paid());
        x.ledger().put(key, withdrawal.in(wanted).encode());
        if (command.paid()) {
            x.ledger().putIssued(withdrawal.asset(), x.ledger().issued(withdrawal.asset()) - withdrawal.amount());
        }
        x.effects()
                .add(() -> attested(
                        command,
                        withdrawal,
                        asset.issuer(),
                        Periods.effective(asset.lane(), withdrawal.valueDate(), x)));
        return Outcome.done(1);
    }

    /** Member and reference must each be well formed: glued together as a key, "A/B" and "C" would name what "A" and "B/C" name. */
    private static Optional<Outcome> refuseName(Command.AttestWithdrawal command, Execution x) {
        if (x.constitution().member(command.member()).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "member"));
        }
        return Trade.isReference(command.reference())
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
    }

    private static Effect attested(
            Command.AttestWithdrawal command, Withdrawal withdrawal, String issuer, LocalDate effective) {
        if (!command.paid()) {
            return new Effect.WithdrawalDeclined(
                    command.member(),
                    withdrawal.account(),
                    withdrawal.asset(),
                    withdrawal.amount(),
                    command.reference());
        }
        return new Effect.Posted(
                command.member(),
                withdrawal.account(),
                withdrawal.asset(),
                -withdrawal.amount(),
                PostingKind.WITHDRAWAL,
                command.reference(),
                issuer,
                effective,
                Optional.empty());
    }

    private static Optional<Outcome> refuseUnlessIssuer(Execution x, String code) {
        Optional<Asset> asset = x.constitution().assetOf(code);
        if (asset.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "asset"));
        }
        return asset.get().issuer().equals(x.caller().memberId())
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.NOT_THE_ISSUER, "asset"));
    }

    private static Optional<Outcome> refuseTerms(
            Execution x, String reference, String member, int account, String asset, long amount) {
        if (!Trade.isReference(reference)) {
            return Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
        }
        if (x.constitution().assetOf(asset).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "asset"));
        }
        Optional<Member> holder = x.constitution().member(member);
        if (holder.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "member"));
        }
        if (account >= holder.get().accounts().size()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ACCOUNT, "account"));
        }
        return TradeRules.refuseEscrow(holder.get(), account, x.constitution(), "account")
                .or(() -> TradeRules.refuseAmount(amount, "amount"));
    }

    private static Optional<Outcome> refuseDate(Execution x, String asset, LocalDate valueDate) {
        String lane = x.constitution().assetOf(asset).orElseThrow().lane();
        return TradeRules.refuseDate(valueDate, "valueDate").or(() -> Periods.refuse(lane, valueDate, "valueDate", x));
    }

    private static byte[] depositBytes(Command.Deposit c) {
        return new ByteWriter(96)
                .u8(1)
                .text(c.member())
                .u8(c.account())
                .text(c.asset())
                .i64(c.amount())
                .i32(Math.toIntExact(c.valueDate().toEpochDay()))
                .toBytes();
    }
}
