package clearing.kernel.hold;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Setting value aside, and the one thing that becomes of it. */
public final class HoldCommands {
    /** No hold binds value for longer. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private HoldCommands() {}

    public static Outcome place(Command.PlaceHold command, Execution x) {
        String holder = x.caller().memberId();
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER).or(() -> refuseTerms(command, holder, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String key = Keys.hold(holder, command.reference());
        Hold pending = new Hold(
                Hold.State.PENDING,
                command.account(),
                command.asset(),
                command.amount(),
                command.beneficiary(),
                command.beneficiaryAccount(),
                command.deadline(),
                0);
        Optional<Hold> recorded = x.ledger().read(key, Hold::decode);
        if (recorded.isPresent()) {
            return recorded.get().resolved(Hold.State.PENDING, 0).equals(pending)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        Instant now = x.tx().timestamp();
        if (pending.expiredAt(now) || command.deadline().isAfter(now.plus(LONGEST))) {
            return Outcome.refused(ResultCode.HOLD_DEADLINE, "deadline");
        }
        int asset = x.constitution().assetIndex(command.asset()).orElseThrow();
        BalancePage page = x.ledger().balance(x.constitution().asset(asset).lane(), holder);
        if (page.available(command.account(), asset) < command.amount()) {
            return Outcome.refused(ResultCode.INSUFFICIENT_BALANCE, "amount");
        }
        page.hold(command.account(), asset, command.amount());
        x.ledger().put(key, pending.encode());
        x.effects().add(() -> new Effect.HoldPlaced(holder, command.reference(), pending));
        return Outcome.done(1);
    }

    public static Outcome post(Command.PostHold command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TREASURER)
                .or(() -> refuseName(command.holder(), command.reference(), x))
                .or(() -> TradeRules.refuseAmount(command.amount(), "amount"));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Hold> found = x.ledger().read(Keys.hold(command.holder(), command.reference()), Hold::decode);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.HOLD_NOT_FOUND, "reference");
        }
        Hold hold = found.get();
        if (!hold.beneficiary().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "reference");
        }
        if (hold.state() != Hold.State.PENDING) {
            return hold.state() == Hold.State.POSTED && hold.posted() == command.amount()
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.HOLD_RESOLVED, "reference");
        }
        // Nothing leaves a member in default; from the deadline on the value goes back to it.
        if (x.inDefault(command.holder())) {
            return Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "holder");
        }
        if (hold.expiredAt(x.tx().timestamp())) {
            return Outcome.refused(ResultCode.HOLD_EXPIRED, "reference");
        }
        if (command.amount() > hold.amount()) {
            return Outcome.refused(ResultCode.HOLD_EXCEEDED, "amount");
        }
        resolve(command.holder(), command.reference(), hold, Hold.State.POSTED, command.amount(), x);
        return Outcome.done(1);
    }

    public static Outcome release(Command.ReleaseHold command, Execution x) {
        Optional<Outcome> refusal =
                x.refuseUnless(Role.TREASURER).or(() -> refuseName(command.holder(), command.reference(), x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Hold> found = x.ledger().read(Keys.hold(command.holder(), command.reference()), Hold::decode);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.HOLD_NOT_FOUND, "reference");
        }
        Hold hold = found.get();
        if (hold.state() != Hold.State.PENDING) {
            return hold.state() == Hold.State.POSTED
                    ? Outcome.refused(ResultCode.HOLD_RESOLVED, "reference")
                    : Outcome.alreadyRecorded();
        }
        boolean expired = hold.expiredAt(x.tx().timestamp());
        if (!expired && !hold.beneficiary().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.HOLD_NOT_EXPIRED, "reference");
        }
        resolve(command.holder(), command.reference(), hold, expired ? Hold.State.EXPIRED : Hold.State.VOIDED, 0, x);
        return Outcome.done(1);
    }

    /** Moves what is taken to the beneficiary and gives the rest back, both out of what is held. */
    private static void resolve(String holder, String reference, Hold hold, Hold.State to, long taken, Execution x) {
        int index = x.constitution().assetIndex(hold.asset()).orElseThrow();
        Asset asset = x.constitution().asset(index);
        BalancePage page = x.ledger().balance(asset.lane(), holder);
        if (taken > 0) {
            page.release(hold.account(), index, taken, false);
            x.ledger().balance(asset.lane(), hold.beneficiary()).credit(hold.beneficiaryAccount(), index, taken);
            LocalDate today = businessDay(asset.lane(), x);
            x.effects().add(() -> posted(holder, hold.account(), -taken, hold, reference, hold.beneficiary(), today));
            x.effects()
                    .add(() -> posted(
                            hold.beneficiary(), hold.beneficiaryAccount(), taken, hold, reference, holder, today));
        }
        long left = hold.amount() - taken;
        if (left > 0) {
            page.release(hold.account(), index, left, true);
        }
        Hold resolved = hold.resolved(to, taken);
        x.ledger().put(Keys.hold(holder, reference), resolved.encode());
        x.effects().add(() -> new Effect.HoldResolved(holder, reference, resolved));
    }

    private static LocalDate businessDay(String laneCode, Execution x) {
        Lane lane = x.constitution().lane(laneCode).orElseThrow();
        return LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, x.tx().timestamp()));
    }

    private static Effect.Posted posted(
            String member, int account, long amount, Hold hold, String reference, String counterparty, LocalDate day) {
        return new Effect.Posted(
                member,
                account,
                hold.asset(),
                amount,
                PostingKind.HOLD,
                reference,
                counterparty,
                day,
                Optional.empty());
    }

    private static Optional<Outcome> refuseTerms(Command.PlaceHold command, String holder, Execution x) {
        if (!Trade.isReference(command.reference())) {
            return Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
        }
        if (x.constitution().assetOf(command.asset()).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "asset"));
        }
        if (holder.equals(command.beneficiary())) {
            return Optional.of(Outcome.refused(ResultCode.OWN_COUNTERPARTY, "beneficiary"));
        }
        Optional<Member> beneficiary = x.constitution().member(command.beneficiary());
        if (beneficiary.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "beneficiary"));
        }
        if (beneficiary.get().readOnly()) {
            return Optional.of(Outcome.refused(ResultCode.READ_ONLY_MEMBER, "beneficiary"));
        }
        if (x.inDefault(command.beneficiary())) {
            return Optional.of(Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "beneficiary"));
        }
        Member owner = x.constitution().member(holder).orElseThrow();
        if (command.account() >= owner.accounts().size()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ACCOUNT, "account"));
        }
        if (command.beneficiaryAccount() >= beneficiary.get().accounts().size()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ACCOUNT, "beneficiaryAccount"));
        }
        return TradeRules.refuseEscrow(owner, command.account(), x.constitution(), "account")
                .or(() -> TradeRules.refuseEscrow(
                        beneficiary.get(), command.beneficiaryAccount(), x.constitution(), "beneficiaryAccount"))
                .or(() -> TradeRules.refuseAmount(command.amount(), "amount"));
    }

    /** Holder and reference must each be well formed: glued together as a key, "A/B" and "C" would name what "A" and "B/C" name. */
    private static Optional<Outcome> refuseName(String holder, String reference, Execution x) {
        if (x.constitution().member(holder).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "holder"));
        }
        return Trade.isReference(reference)
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
    }
}
