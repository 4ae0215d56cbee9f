package clearing.reconcile;

import java.time.LocalDate;
import java.util.List;

/** One movement of value as one side tells it: a {@link Posting} of the chain or a {@link Booking} of the books. */
public sealed interface Item permits Posting, Booking {
    /** Unique on its side, and the same again whenever the same fact is delivered again. */
    String id();

    /** The account and asset that it moves. */
    AccountKey key();

    /** Minor units, positive in, negative out. */
    long amountMinor();

    /** The day on which it counts. */
    LocalDate valueDate();

    /** Member id, or the name as written, or empty where the side does not say. */
    String counterparty();

    /** What it says it moves: the posting's one reference; of a booking none, one or several. */
    List<String> references();

    /** Which side tells it. */
    Side side();
}
