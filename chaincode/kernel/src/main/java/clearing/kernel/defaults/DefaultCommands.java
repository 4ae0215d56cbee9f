package clearing.kernel.defaults;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RiskEffect;
import clearing.kernel.Role;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.state.Keys;
import java.util.Arrays;
import java.util.Optional;

/** A default from the first signature to the last payment. */
public final class DefaultCommands {
    private static final int MAX_REASON = 200;

    private DefaultCommands() {}

    public static Outcome declare(RiskCommand.DeclareDefault command, Execution x) {
        Optional<Outcome> refusal = refuseCommittee(command.member(), Role.ADMIN, x);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean next = command.number() == 1
                || command.number() > 1
                        && find(command.member(), command.number() - 1, x)
                                .filter(DefaultCase::lifted)
                                .isPresent();
        if (!next) {
            return Outcome.refused(
                    ResultCode.DEFAULT_NOT_FOUND,
                    "number",
                    "a member's first default has the number 1, and another follows only on one that was lifted");
        }
        Optional<Outcome> reason = refuseReason(command.reason());
        if (reason.isPresent()) {
            return reason.get();
        }
        DefaultCase proposed = new DefaultCase(command.member(), command.number(), command.reason());
        Optional<DefaultCase> found = find(command.member(), command.number(), x);
        if (found.isPresent() && !Arrays.equals(found.get().hash(), proposed.hash())) {
            return Outcome.refused(ResultCode.CONTENT_CONFLICT, "reason");
        }
        return sign(found.orElse(proposed), x);
    }

    public static Outcome approve(RiskCommand.ApproveDefault command, Execution x) {
        Optional<Outcome> refusal = refuseCommittee(command.member(), Role.ADMIN, x);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<DefaultCase> found = find(command.member(), command.number(), x);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.DEFAULT_NOT_FOUND, "number");
        }
        if (!Arrays.equals(found.get().hash(), command.hash())) {
            return Outcome.refused(ResultCode.CONTENT_HASH_DIFFERS, "hash", "another default was proposed");
        }
        return sign(found.get(), x);
    }

    private static Optional<Outcome> refuseReason(String reason) {
        return reason.isEmpty() || reason.length() > MAX_REASON
                ? Optional.of(Outcome.refused(
                        ResultCode.TOO_LARGE, "reason", "a reason has 1 to " + MAX_REASON + " characters"))
                : Optional.empty();
    }

    private static Outcome sign(DefaultCase signed, Execution x) {
        if (signed.lifted()) {
            return Outcome.refused(ResultCode.DEFAULT_LIFTED, "number");
        }
        String by = x.caller().memberId();
        if (!signed.sign(by)) {
            return Outcome.alreadyRecorded();
        }
        boolean declares = !signed.declared() && signed.signatures().size() >= quorum(signed.member(), x);
        if (declares) {
            signed.declare();
            InDefault before = InDefault.decode(x.ledger().get(Keys.IN_DEFAULT));
            x.ledger()
                    .put(
                            Keys.IN_DEFAULT,
                            before.with(signed.member(), signed.number()).encode());
        }
        put(signed, x);
        x.effects().add(() -> new RiskEffect.DefaultSigned(signed.member(), signed.number(), by, declares));
        return Outcome.done(1);
    }

    /** Neither the defaulter's signature counts nor of those that are in default themselves, so they are not waited for. */
    private static int quorum(String defaulter, Execution x) {
        DefaultRule rule = x.constitution().rules().defaultRule().orElseThrow();
        long able = rule.committee().stream()
                .filter(member -> !member.equals(defaulter) && !x.inDefault(member))
                .count();
        return (int) Math.min(rule.quorum(), able);
    }

    /** Signs that a default is over: it was declared wrongly, or is cured. What others bore for it is not undone, so then it stays. */
    public static Outcome lift(RiskCommand.LiftDefault command, Execution x) {
        Optional<Outcome> refusal =
                refuseCommittee(command.member(), Role.ADMIN, x).or(() -> refuseReason(command.reason()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<DefaultCase> found = find(command.member(), command.number(), x);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.DEFAULT_NOT_FOUND, "number");
        }
        DefaultCase open = found.get();
        if (open.liftReason().filter(reason -> !reason.equals(command.reason())).isPresent()) {
            return Outcome.refused(ResultCode.CONTENT_CONFLICT, "reason");
        }
        Optional<Outcome> uncured = Cure.refuse(open, x);
        if (!open.lifted() && uncured.isPresent()) {
            return uncured.get();
        }
        String by = x.caller().memberId();
        if (open.lifted() || !open.signLift(by, command.reason())) {
            return Outcome.alreadyRecorded();
        }
        boolean lifts = open.liftSignatures().size() >= quorum(open.member(), x);
        if (lifts) {
            open.lift();
            Cure.release(open, x);
        }
        put(open, x);
        x.effects().add(() -> new RiskEffect.LiftSigned(open.member(), open.number(), by, lifts));
        return Outcome.done(1);
    }

    public static Outcome closeOut(RiskCommand.CloseOut command, Execution x) {
        Optional<Outcome> refusal =
                x.refuseUnless(Role.AGENT).or(() -> refuseUndeclared(command.member(), command.number(), x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        DefaultCase open = find(command.member(), command.number(), x).orElseThrow();
        CloseOut closeOut = new CloseOut(open, x);
        Optional<Outcome> fault = closeOut.refuse(command.pages());
        if (fault.isPresent()) {
            return fault.get();
        }
        Outcome closed = closeOut.run(command.pages());
        if (closed.code() == ResultCode.OK) {
            put(open, x);
        }
        return closed;
    }

    public static Outcome runWaterfall(RiskCommand.RunWaterfall command, Execution x) {
        Optional<Outcome> refusal = refuseCommittee(command.member(), Role.AGENT, x)
                .or(() -> refuseUndeclared(command.member(), command.number(), x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        DefaultCase open = find(command.member(), command.number(), x).orElseThrow();
        return new Waterfall(open, x).run();
    }

    private static void put(DefaultCase open, Execution x) {
        x.ledger().put(Keys.defaultCase(open.member(), open.number()), open.encode());
    }

    private static Optional<DefaultCase> find(String member, int number, Execution x) {
        return x.ledger().read(Keys.defaultCase(member, number), DefaultCase::decode);
    }

    private static Optional<Outcome> refuseUndeclared(String member, int number, Execution x) {
        Optional<DefaultCase> found = x.constitution().member(member).flatMap(m -> find(m.id(), number, x));
        if (found.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.DEFAULT_NOT_FOUND, "number"));
        }
        if (found.get().lifted()) {
            return Optional.of(Outcome.refused(ResultCode.DEFAULT_LIFTED, "number"));
        }
        return found.get().declared()
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.DEFAULT_NOT_DECLARED, "number"));
    }

    private static Optional<Outcome> refuseCommittee(String defaulter, Role role, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(role);
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<DefaultRule> rule = x.constitution().rules().defaultRule();
        if (rule.isEmpty()) {
            return Optional.of(Outcome.refused(
                    ResultCode.NO_SUCH_RULE, "member", "the rulebook does not say how a default is declared"));
        }
        if (x.constitution().member(defaulter).filter(m -> !m.readOnly()).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "member"));
        }
        String by = x.caller().memberId();
        return rule.get().committee().contains(by) && !by.equals(defaulter)
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        ResultCode.NOT_A_PARTY, "caller", "this is for the committee, without the defaulter"));
    }
}
