package clearing.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the books say instead of a posting, for each kind of break. */
final class Distortion {
    private static final List<String> STRANGERS =
            List.of("Harbor Brokerage Ltd", "Unidentified remitter", "Sundry counterparties", "Meridian Banking Corp");

    private final Consortium consortium;
    private final DayOptions options;
    private final Draw draw;
    private final Typo typo;

    /**
     * @param entries what stands in the books for the posting
     * @param note the difference in words
     */
    record Result(List<BookEntry> entries, String note) {}

    Distortion(Consortium consortium, DayOptions options, Draw draw, Set<String> references) {
        this.consortium = consortium;
        this.options = options;
        this.draw = draw;
        this.typo = new Typo(draw.stream("typo"), references);
    }

    Result of(BreakKind kind, Posting posting) {
        BookEntry right = BookEntry.of(posting);
        return switch (kind) {
            case MISSING_IN_BOOKS -> new Result(List.of(), "no entry");
            case AMOUNT_DIFFERS -> wrongAmount(right);
            case CURRENCY_DIFFERS -> wrongCurrency(right);
            case ACCOUNT_DIFFERS -> wrongAccount(right);
            case DATE_DIFFERS -> wrongDate(right);
            case DUPLICATE_IN_BOOKS -> new Result(List.of(right, right), "entry booked twice");
            case COUNTERPARTY_DIFFERS -> wrongCounterparty(right, posting);
            case SIGN_DIFFERS -> new Result(List.of(right.withAmount(-right.amount())), "debit and credit exchanged");
            case SPLIT_IN_BOOKS -> split(right);
            case LATE_IN_BOOKS -> late(right);
            case REVERSED_IN_BOOKS -> new Result(List.of(right, right.takenBack()), "entry booked and taken back");
            case REFERENCE_DIFFERS -> wrongReference(right, posting.reference());
            case MISSING_ON_CHAIN, MERGED_IN_BOOKS, UNSETTLED_ON_CHAIN ->
                throw new IllegalArgumentException(kind + " does not replace a single posting");
        };
    }

    /** A manual booking that imitates a posting under a voucher number, for an amount that nothing else has. */
    BookEntry invented(Posting pattern, int number) {
        String voucher = "JV" + options.date().getDayOfMonth()
                + pattern.holder().member().prefix() + "-" + number;
        long amount = pattern.amount() + Long.signum(pattern.amount()) * draw.between(3, 97);
        return BookEntry.of(pattern).withAmount(amount).withReferences(List.of(voucher));
    }

    /** One entry over all postings, which share account, asset, counterparty and direction. */
    BookEntry merged(List<Posting> postings) {
        long sum = postings.stream().mapToLong(Posting::amount).reduce(0, Math::addExact);
        return BookEntry.of(postings.getFirst())
                .withAmount(sum)
                .withReferences(postings.stream().map(Posting::reference).toList());
    }

    private Result wrongAmount(BookEntry right) {
        long size = Math.abs(right.amount());
        long difference = switch (draw.below(3)) {
            case 0 -> 1;
            case 1 -> 100;
            default -> Math.max(9, size / 1_000 * 9);
        };
        BookEntry wrong = right.withAmount(right.amount() + Long.signum(right.amount()) * difference);
        return new Result(List.of(wrong), "books " + right.asset().decimal(wrong.amount()));
    }

    private Result wrongCurrency(BookEntry right) {
        Asset other = draw.from(consortium.currencies().stream()
                .filter(asset -> !asset.equals(right.asset()))
                .toList());
        return new Result(List.of(right.withAsset(other)), "booked in " + other.code());
    }

    private Result wrongAccount(BookEntry right) {
        Holder other = consortium.holdersOf(right.holder().member()).stream()
                .filter(holder -> !holder.equals(right.holder()))
                .findFirst()
                .orElseThrow();
        return new Result(List.of(right.withHolder(other)), "booked to " + other.account());
    }

    private Result wrongDate(BookEntry right) {
        LocalDate wrong = draw.oneIn(2) ? options.nextBusinessDay() : options.previousBusinessDay();
        return new Result(List.of(right.withValueDate(wrong)), "books value date " + wrong);
    }

    private Result wrongCounterparty(BookEntry right, Posting posting) {
        List<Member> others = consortium.members().stream()
                .filter(member -> !member.accounts().isEmpty()
                        && !member.equals(posting.counterparty())
                        && !member.equals(posting.holder().member()))
                .toList();
        String wrong = draw.oneIn(3)
                ? draw.from(STRANGERS)
                : Spelling.of(posting.holder().member(), draw.from(others));
        return new Result(List.of(right.withCounterparty(wrong)), "books counterparty " + wrong);
    }

    private Result split(BookEntry right) {
        List<BookEntry> parts = new ArrayList<>();
        long left = Math.abs(right.amount());
        for (int more = 1 + draw.below(2); more > 0; more--) {
            long part = draw.between(left / 5, left / 2 - 1);
            parts.add(right.withAmount(Long.signum(right.amount()) * part));
            left -= part;
        }
        parts.add(right.withAmount(Long.signum(right.amount()) * left));
        return new Result(List.copyOf(parts), "booked in " + parts.size() + " parts");
    }

    private Result late(BookEntry right) {
        LocalDate booked = options.nextBusinessDay();
        for (int more = 1 + draw.below(2); more > 0; more--) {
            booked = DayOptions.businessDayAfter(booked);
        }
        return new Result(List.of(right.withBooked(booked)), "booked on " + booked);
    }

    private Result wrongReference(BookEntry right, String reference) {
        if (draw.oneIn(4)) {
            return new Result(List.of(right.withReferences(List.of())), "booked without a reference");
        }
        String wrong = typo.of(reference);
        return new Result(List.of(right.withReferences(List.of(wrong))), "books reference " + wrong);
    }
}
