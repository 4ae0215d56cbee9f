package clearing.kernel.revenue.agreement;

import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Role;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.TermsRules;
import clearing.kernel.state.Keys;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Proposing and signing terms. */
public final class AgreementCommands {
    /** How many agreements can be numbered: 16 bits of their payments' page numbers. */
    private static final int MAX_AGREEMENTS = 65_536;

    private AgreementCommands() {}

    public static Outcome propose(RevenueCommand.ProposeTerms command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Terms terms;
        try {
            terms = Terms.decode(command.terms().bytes());
        } catch (MalformedInput e) {
            return Outcome.refused(e.code(), e.field(), e.sentence());
        }
        Optional<Agreement> agreement = Agreements.find(terms.agreement(), x);
        Optional<Outcome> fault = refuseTerms(terms, x).or(() -> refuseSigner(terms, agreement, x));
        if (fault.isPresent()) {
            return fault.get();
        }
        int last = agreement.map(a -> a.last().number()).orElse(0);
        Optional<SignedTerms> before =
                x.ledger().read(Keys.terms(terms.agreement(), terms.version()), SignedTerms::decode);
        if (terms.version() <= last) {
            return before.filter(signed -> signed.bytes().equals(command.terms()))
                            .isPresent()
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.TERMS_VERSION_NOT_NEXT, "terms.version");
        }
        if (terms.version() != last + 1) {
            return Outcome.refused(ResultCode.TERMS_VERSION_NOT_NEXT, "terms.version");
        }
        Optional<Outcome> misfit = refuseBeginning(terms, agreement, x);
        if (misfit.isPresent()) {
            return misfit.get();
        }
        SignedTerms signed = before.filter(b -> b.bytes().equals(command.terms()))
                .orElseGet(() -> new SignedTerms(command.terms(), new TreeSet<>()));
        return sign(signed, terms, agreement, x);
    }

    public static Outcome sign(RevenueCommand.SignTerms command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.ADMIN);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!Agreements.isId(command.agreement()) || command.version() < 1) {
            return Agreements.notFound();
        }
        Optional<Agreement> agreement = Agreements.find(command.agreement(), x);
        int last = agreement.map(a -> a.last().number()).orElse(0);
        Optional<SignedTerms> proposed = x.ledger()
                .read(Keys.terms(command.agreement(), command.version()), SignedTerms::decode)
                .filter(signed -> signed.hash().equals(command.hash()));
        if (command.version() <= last) {
            return proposed.filter(signed ->
                                    signed.members().contains(x.caller().memberId()))
                            .isPresent()
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.TERMS_VERSION_NOT_NEXT, "version");
        }
        if (proposed.isEmpty()) {
            return Outcome.refused(ResultCode.NOTHING_TO_SIGN, "hash");
        }
        Terms terms = proposed.get().terms();
        // The frame may have changed, or a period been calculated, since it was proposed.
        Optional<Outcome> fault = refuseTerms(terms, x)
                .or(() -> refuseSigner(terms, agreement, x))
                .or(() -> refuseBeginning(terms, agreement, x));
        return fault.orElseGet(() -> sign(proposed.get(), terms, agreement, x));
    }

    private static Outcome sign(SignedTerms signed, Terms terms, Optional<Agreement> agreement, Execution x) {
        String member = x.caller().memberId();
        if (signed.members().contains(member)) {
            return Outcome.alreadyRecorded();
        }
        SignedTerms more = signed.with(member);
        boolean inForce = more.members().containsAll(signatories(terms, agreement, x));
        if (inForce) {
            Optional<Outcome> refused = enact(more, terms, agreement, x);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        x.ledger().put(Keys.terms(terms.agreement(), terms.version()), more.encode());
        x.effects().add(() -> new RevenueEffect.TermsSigned(terms.agreement(), terms, member, inForce));
        return Outcome.done(1);
    }

    private static Optional<Outcome> enact(
            SignedTerms signed, Terms terms, Optional<Agreement> agreement, Execution x) {
        Agreement.Version version = new Agreement.Version(terms.version(), terms.from(), terms.until(), signed.hash());
        Agreement next;
        if (agreement.isPresent()) {
            next = agreement.get().with(version);
        } else {
            int ordinal =
                    x.ledger().read(Keys.AGREEMENTS, AgreementCommands::count).orElse(0);
            if (ordinal >= MAX_AGREEMENTS) {
                return Optional.of(Outcome.refused(ResultCode.TOO_LARGE, "terms.agreement"));
            }
            x.ledger().put(Keys.AGREEMENTS, new ByteWriter(4).i32(ordinal + 1).toBytes());
            String lane =
                    x.constitution().assetOf(terms.currency()).orElseThrow().lane();
            next = new Agreement(ordinal, terms.cycle(), lane, List.of(version));
            RevenueBook.open(terms.agreement(), new Period(terms.cycle(), terms.from()))
                    .put(x);
        }
        x.ledger().put(Keys.agreement(terms.agreement()), next.encode());
        return Optional.empty();
    }

    private static int count(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        int count = in.i32("agreements");
        in.end("agreements");
        return count;
    }

    private static Optional<Outcome> refuseTerms(Terms terms, Execution x) {
        Optional<Outcome> fault = TermsRules.check(terms, x.constitution())
                .map(f -> Outcome.refused(ResultCode.INVALID_TERMS, "terms." + f.field(), f.sentence()));
        return fault.or(() -> terms.escrow()
                .filter(e -> !x.constitution().rules().isEscrow(e.member(), e.account()))
                .flatMap(e -> invalid("escrow", "the rulebook in force does not name this account as an escrow")));
    }

    private static Optional<Outcome> refuseSigner(Terms terms, Optional<Agreement> agreement, Execution x) {
        return signatories(terms, agreement, x).contains(x.caller().memberId())
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "caller"));
    }

    /** All who are bound by the new terms, and all who are bound by those in force. */
    private static SortedSet<String> signatories(Terms terms, Optional<Agreement> agreement, Execution x) {
        SortedSet<String> members = terms.signatories();
        agreement.ifPresent(a -> members.addAll(
                Agreements.terms(terms.agreement(), a.last().number(), x).signatories()));
        return members;
    }

    /** A version continues the one before, without a gap, and never reaches back into what is calculated. */
    private static Optional<Outcome> refuseBeginning(Terms terms, Optional<Agreement> agreement, Execution x) {
        Period period = Period.containing(terms.cycle(), terms.from());
        if (agreement.isEmpty()) {
            return Optional.empty();
        }
        Terms before =
                Agreements.terms(terms.agreement(), agreement.get().last().number(), x);
        if (!before.currency().equals(terms.currency()) || before.cycle() != terms.cycle()) {
            return invalid("currency", "currency and cycle of an agreement stay as they are");
        }
        if (!terms.from().isAfter(before.from())
                || before.until()
                        .filter(until -> terms.from().isAfter(until.plusDays(1)))
                        .isPresent()
                || period.compareTo(RevenueBook.of(terms.agreement(), x).next()) < 0) {
            return Optional.of(Outcome.refused(ResultCode.TERMS_TOO_LATE, "terms.from"));
        }
        return terms.from().equals(period.start()) ? Optional.empty() : refuseWithin(terms, before);
    }

    /** Within a period both versions are calculated over the same values and payments. */
    private static Optional<Outcome> refuseWithin(Terms terms, Terms before) {
        boolean same = terms.parties().equals(before.parties())
                && terms.collector().equals(before.collector())
                && terms.escrow().equals(before.escrow())
                && terms.pool().equals(before.pool())
                && terms.measures().containsAll(before.measures())
                && terms.reserve().equals(before.reserve());
        return same
                ? Optional.empty()
                : invalid(
                        "from",
                        "a version that begins within a period keeps parties, collector, escrow, pool, measures and reserve");
    }

    private static Optional<Outcome> invalid(String field, String sentence) {
        return Optional.of(Outcome.refused(ResultCode.INVALID_TERMS, "terms." + field, sentence));
    }

    /** What signatures are under, for whoever has the terms. */
    public static Blob hash(Terms terms) {
        return new SignedTerms(Blob.of(terms.encode()), new TreeSet<>()).hash();
    }
}
