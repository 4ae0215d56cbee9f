package clearing.settlement.shared;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.reconcile.SharedKind;
import clearing.kernel.reconcile.Signatures;
import clearing.reconcile.BreakKind;
import clearing.settlement.shared.Turn.Act;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a member's people can do to a shared break now, as the lines of {@code clearing break} that do it. */
public final class Commands {
    private static final Duration TO_ANSWER = Duration.ofDays(3);
    private static final Duration TO_RESOLVE = Duration.ofDays(10);
    private static final int MAX_ABOUT = 64;

    private Commands() {}

    /**
     * Those of a party; none for anybody else, and none once the break has ended.
     *
     * @param scale decimals of the asset
     */
    public static List<ShellCommand> of(SharedBreak shared, String member, int scale, Instant now) {
        if (!shared.isParty(member) || shared.stage().ended()) {
            return List.of();
        }
        String id = shared.id().toString();
        boolean opener = shared.id().opener().equals(member);
        List<ShellCommand> commands = new ArrayList<>();
        if (!opener && shared.answer().isEmpty()) {
            commands.add(line(Act.ANSWER, Hand.MAKER, "answer", id, "--evidence", "FILE"));
        }
        shared.proposal().flatMap(p -> sign(shared, p, opener)).ifPresent(commands::add);
        for (Resolution.Kind kind : Resolution.Kind.values()) {
            commands.add(propose(shared, kind, scale));
        }
        commands.add(line(Act.COMMENT, Hand.MAKER, "comment", id, "--comment", "FILE", "--words", "WORDS"));
        if (!shared.late(now).isEmpty()
                && shared.escalation()
                        .filter(e -> e.late().equals(shared.late(now)))
                        .isEmpty()) {
            commands.add(line(Act.ESCALATE, Hand.MAKER, "escalate", id));
        }
        if (opener) {
            commands.add(line(Act.WITHDRAW, Hand.CHECKER, "withdraw", id));
        }
        return commands;
    }

    private static ShellCommand propose(SharedBreak shared, Resolution.Kind kind, int scale) {
        List<String> words = new ArrayList<>(List.of("propose", shared.id().toString(), "--resolution", kind.name()));
        words.addAll(
                switch (kind) {
                    case ACCEPT_CHAIN, NO_FAULT -> List.of();
                    case ACCEPT_EVIDENCE -> List.of("--party", "PARTY");
                    case WRITE_OFF ->
                        List.of(
                                "--party",
                                "PARTY",
                                "--amount",
                                Decimals.format(shared.subject().amount(), scale));
                    case REVERSAL -> List.of("--trade", "PAGE#INDEX");
                });
        words.addAll(List.of("--terms", "FILE"));
        return line(Act.PROPOSE, Hand.MAKER, words.toArray(String[]::new)).proposing(kind);
    }

    private static Optional<ShellCommand> sign(SharedBreak shared, ResolutionProposal p, boolean opener) {
        Signatures own = opener ? p.opener() : p.counterparty();
        if (own.whole()) {
            return Optional.empty();
        }
        Hand hand = own.maker().isEmpty() ? Hand.MAKER : Hand.CHECKER;
        String hash = HexFormat.of()
                .formatHex(ResolutionProposal.hash(shared.id(), p.number(), p.resolution())
                        .bytes());
        return Optional.of(line(Act.SIGN, hand, "sign", shared.id().toString(), hash, "--hand", hand.name()));
    }

    /**
     * A break of the desk, as far as sharing it goes.
     *
     * @param id its number
     * @param chainMinor what the ledger has, minor units
     * @param booksMinor what the books have
     * @param valueDate of its items, where they have one
     */
    public record DeskBreak(
            long id,
            BreakKind kind,
            String asset,
            String reference,
            String counterparty,
            BigDecimal chainMinor,
            BigDecimal booksMinor,
            Optional<LocalDate> valueDate) {
        /** What is in question: the difference; where there is none, the amount itself. */
        long amount() {
            BigDecimal difference = booksMinor.subtract(chainMinor).abs();
            return (difference.signum() == 0 ? chainMinor.abs().max(booksMinor.abs()) : difference).longValueExact();
        }
    }

    /**
     * Opens a shared break about a break of the desk; empty where it names no institution and asset of the ledger, or no amount.
     *
     * @param name the reference under which it is shared, the member's own
     */
    public static Optional<ShellCommand> open(
            DeskBreak found, String name, String member, Constitution constitution, Instant now) {
        Optional<Asset> asset = constitution.assetOf(found.asset());
        boolean between = !found.counterparty().equals(member)
                && constitution
                        .member(found.counterparty())
                        .filter(other -> !other.readOnly())
                        .isPresent();
        if (asset.isEmpty() || !between || found.amount() == 0) {
            return Optional.empty();
        }
        Instant from = now.truncatedTo(ChronoUnit.HOURS);
        List<String> words = new ArrayList<>(List.of(
                "clearing",
                "break",
                "open",
                name,
                "--with",
                found.counterparty(),
                "--kind",
                kind(found.kind()).name(),
                "--asset",
                found.asset(),
                "--amount",
                Decimals.format(found.amount(), asset.get().scale()),
                "--value-date",
                found.valueDate().map(LocalDate::toString).orElse("DATE")));
        if (isAbout(found.reference())) {
            words.addAll(List.of("--about", found.reference()));
        }
        words.addAll(List.of(
                "--evidence",
                "FILE",
                "--answer-by",
                from.plus(TO_ANSWER).toString(),
                "--resolve-by",
                from.plus(TO_RESOLVE).toString(),
                "--profile",
                "PROFILE"));
        return Optional.of(ShellCommand.of(Act.OPEN, Hand.MAKER, words));
    }

    private static boolean isAbout(String reference) {
        return !reference.isEmpty()
                && reference.length() <= MAX_ABOUT
                && reference.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** How a kind of the engine is called between institutions. */
    static SharedKind kind(BreakKind kind) {
        return switch (kind) {
            case MISSING_IN_BOOKS -> SharedKind.MISSING_IN_BOOKS;
            case MISSING_ON_CHAIN -> SharedKind.MISSING_ON_CHAIN;
            case UNSETTLED_ON_CHAIN -> SharedKind.UNSETTLED_ON_CHAIN;
            case CURRENCY_DIFFERS -> SharedKind.CURRENCY_DIFFERS;
            case AMOUNT_DIFFERS -> SharedKind.AMOUNT_DIFFERS;
            case SIGN_DIFFERS -> SharedKind.SIGN_DIFFERS;
            case DUPLICATE_IN_BOOKS -> SharedKind.DUPLICATE;
            case REVERSED_IN_BOOKS -> SharedKind.REVERSED;
            case COUNTERPARTY_DIFFERS -> SharedKind.COUNTERPARTY_DIFFERS;
            case DATE_DIFFERS, LATE_IN_BOOKS -> SharedKind.DATE_DIFFERS;
            case ACCOUNT_DIFFERS, SPLIT_IN_BOOKS, MERGED_IN_BOOKS, REFERENCE_DIFFERS -> SharedKind.OTHER;
        };
    }

    private static ShellCommand line(Act act, Hand hand, String... words) {
        List<String> all = new ArrayList<>(List.of("clearing", "break"));
        all.addAll(List.of(words));
        all.addAll(List.of("--profile", "PROFILE"));
        return ShellCommand.of(act, hand, all);
    }
}
