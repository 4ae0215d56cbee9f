package clearing.reconcile;

import java.util.List;

/** What the judge says of some items of a case. The findings of a case together hold each of its items once. */
sealed interface Finding {
    List<Posting> postings();

    List<Booking> bookings();

    /** The sides agree; sums balance. */
    record Agreed(Grounds grounds, List<Posting> postings, List<Booking> bookings) implements Finding {
        /** By a rule of the engine itself. */
        Agreed(String rule, List<Posting> postings, List<Booking> bookings) {
            this(Judge.grounds(rule), postings, bookings);
        }
    }

    /** The sides disagree. */
    record Differs(BreakKind kind, List<Posting> postings, List<Booking> bookings, List<Item> related)
            implements Finding {}

    /** The other side may still come. */
    record Waiting(List<Posting> postings, List<Booking> bookings) implements Finding {}

    /** A posting from before the member's books begin: it is in their opening balance. */
    record Carried(List<Posting> postings, List<Booking> bookings) implements Finding {}

    static Finding agreed(String rule, Posting posting, Booking booking) {
        return new Agreed(rule, List.of(posting), List.of(booking));
    }

    static Finding agreed(Agreement agreement) {
        return new Agreed(agreement.grounds(), agreement.postings(), agreement.bookings());
    }

    static Finding differs(BreakKind kind, Posting posting, Booking booking) {
        return new Differs(kind, List.of(posting), List.of(booking), List.of());
    }

    static Finding differs(BreakKind kind, Booking booking, List<Item> related) {
        return new Differs(kind, List.of(), List.of(booking), related);
    }

    static Finding missing(Item item) {
        return switch (item) {
            case Posting p -> new Differs(BreakKind.MISSING_IN_BOOKS, List.of(p), List.of(), List.of());
            case Booking b -> new Differs(BreakKind.MISSING_ON_CHAIN, List.of(), List.of(b), List.of());
        };
    }

    static Finding carried(Posting posting) {
        return new Carried(List.of(posting), List.of());
    }

    static Finding waiting(Item item) {
        return switch (item) {
            case Posting p -> new Waiting(List.of(p), List.of());
            case Booking b -> new Waiting(List.of(), List.of(b));
        };
    }

    /** True when the items stand alone after their day closed, and so may be the two halves of a mistyped reference. */
    default boolean isMissing() {
        return this instanceof Differs d
                && (d.kind() == BreakKind.MISSING_IN_BOOKS || d.kind() == BreakKind.MISSING_ON_CHAIN);
    }

    /** True when the close of a day may still change it, though nothing more comes. */
    default boolean isProvisional() {
        return switch (this) {
            case Agreed a -> false;
            case Differs d -> d.kind() == BreakKind.UNSETTLED_ON_CHAIN;
            case Waiting w -> true;
            case Carried c -> true;
        };
    }

    /** The first item: the posting where there is one. */
    default Item anchor() {
        return postings().isEmpty() ? bookings().getFirst() : postings().getFirst();
    }
}
