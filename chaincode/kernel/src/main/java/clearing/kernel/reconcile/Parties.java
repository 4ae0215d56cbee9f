package clearing.kernel.reconcile;

import clearing.kernel.Outcome;
import clearing.kernel.ReconcileEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.codec.Blob;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Trade;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What all commands of a shared break ask first. */
final class Parties {
    /** The longest words. */
    static final int MAX_WORDS = 200;

    private Parties() {}

    /** Why the caller may not act as a person in this role, or empty when it may. */
    static Optional<Outcome> refusePerson(Role role, Execution x) {
        return x.refuseUnless(role)
                .or(() -> x.caller().person().equals(SharedBreak.ZEROS)
                        ? Optional.of(Outcome.refused(ResultCode.PERSON_UNKNOWN, "caller"))
                        : Optional.empty());
    }

    static Optional<Outcome> refuseWords(String words) {
        return words.length() > MAX_WORDS
                ? Optional.of(Outcome.refused(
                        ResultCode.TOO_LARGE, "words", "words have at most " + MAX_WORDS + " characters"))
                : Optional.empty();
    }

    static Optional<Outcome> refuseHash(Blob hash, String field) {
        return hash.equals(SharedBreak.ZEROS)
                ? Optional.of(Outcome.refused(ResultCode.EVIDENCE_MISSING, field))
                : Optional.empty();
    }

    /** The break, when it is one of the caller's institution. */
    static Optional<SharedBreak> find(BreakId id, Execution x) {
        if (!Trade.isReference(id.reference())
                || x.constitution().member(id.opener()).isEmpty()) {
            return Optional.empty();
        }
        return x.ledger().read(Keys.sharedBreak(id.opener(), id.reference()), SharedBreak::decode);
    }

    /** Why the caller may not act on the break, or empty when it may. */
    static Optional<Outcome> refuse(Optional<SharedBreak> found, Execution x) {
        if (found.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.SHARED_BREAK_NOT_FOUND, "break"));
        }
        return found.get().isParty(x.caller().memberId())
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "caller"));
    }

    static Optional<Outcome> refuseEnded(SharedBreak found) {
        return found.stage().ended()
                ? Optional.of(Outcome.refused(ResultCode.SHARED_BREAK_ENDED, "break"))
                : Optional.empty();
    }

    static Instant now(Execution x) {
        return x.tx().timestamp().truncatedTo(ChronoUnit.MILLIS);
    }

    static Word word(Blob hash, Execution x) {
        return new Word(x.caller().person(), now(x), hash);
    }

    static Outcome put(SharedBreak now, ReconcileEffect.Step step, Blob hash, String words, Execution x) {
        x.ledger().put(Keys.sharedBreak(now.id().opener(), now.id().reference()), now.encode());
        x.effects()
                .add(() -> new ReconcileEffect.BreakMoved(
                        now, step, x.caller().memberId(), x.caller().person(), hash, words));
        return Outcome.done(1);
    }
}
