package clearing.kernel.queue;

import clearing.kernel.trade.TradePage;

/**
 * What both parties ask of the queue for one trade, and what it comes to. A party asks for trades in which it gives something. Class and
 * place are the last that those who give ask for: so a party alone moves its own payment wherever it wants, but a trade in which both give
 * comes forward only when both ask for it, and nobody is overtaken at what it gives by the will of another. Each may keep a trade back in
 * which it gives something: held by either, from the later of both earliest times to the earlier of both latest times. It settles in part
 * where both allow it.
 *
 * @param settled what of the trade has settled in parts
 */
public record Wishes(Wish author, Wish counterparty, Settled settled) {
    /** Nobody asks anything. */
    public static final Wishes NONE = new Wishes(Wish.NONE, Wish.NONE);

    /**
     * What of a trade has settled in parts.
     *
     * @param delivered of the first leg
     * @param paid of the second leg; 0 where there is none
     */
    public record Settled(long delivered, long paid) {
        /** Nothing yet. */
        public static final Settled NOTHING = new Settled(0, 0);
    }

    /** Of a trade that has not settled in part. */
    public Wishes(Wish author, Wish counterparty) {
        this(author, counterparty, Settled.NOTHING);
    }

    /** Whether the page's author, or its counterparty, gives something in a trade. */
    public static boolean gives(TradePage page, int index, boolean author) {
        return page.hasPayment(index) || page.authorDelivers(index) == author;
    }

    public Wish of(boolean ofAuthor) {
        return ofAuthor ? author : counterparty;
    }

    Wishes with(boolean asAuthor, QueueControl control) {
        return asAuthor
                ? new Wishes(author.with(control), counterparty, settled)
                : new Wishes(author, counterparty.with(control), settled);
    }

    /** The same wishes for another trade, in a page that the other side writes. */
    Wishes swapped() {
        return new Wishes(counterparty, author);
    }

    /** The same wishes for another trade. */
    Wishes anew() {
        return new Wishes(author, counterparty);
    }

    /** The same wishes after one more part. */
    Wishes after(long delivered, long paid) {
        return new Wishes(author, counterparty, new Settled(settled.delivered() + delivered, settled.paid() + paid));
    }

    /** The smallest part of the first leg that both allow; 0 when not both allow any. */
    public long leastPart() {
        return author.least() == 0 || counterparty.least() == 0 ? 0 : Math.max(author.least(), counterparty.least());
    }

    /** True when a part has settled. */
    public boolean isDivided() {
        return !settled.equals(Settled.NOTHING);
    }

    /** What of the first leg has not settled. */
    public long deliveryLeft(TradePage page, int index) {
        return page.deliveryAmount(index) - settled.delivered();
    }

    /** What of the second leg has not settled; 0 where there is none. */
    public long paymentLeft(TradePage page, int index) {
        return page.paymentAmount(index) - settled.paid();
    }

    /** The class that the trade waits in; never {@link QueuePriority#AS_TRADED}. */
    public QueuePriority priority(TradePage page, int index) {
        QueuePriority traded = page.isUrgent(index) ? QueuePriority.URGENT : QueuePriority.NORMAL;
        if (equals(NONE)) {
            return traded;
        }
        QueuePriority one = asked(gives(page, index, true), author, traded);
        QueuePriority other = asked(gives(page, index, false), counterparty, traded);
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static QueuePriority asked(boolean gives, Wish wish, QueuePriority traded) {
        if (!gives) {
            return QueuePriority.URGENT;
        }
        return wish.priority() == QueuePriority.AS_TRADED ? traded : wish.priority();
    }

    /** The trade's place in its class, lower ones first. */
    public int place(TradePage page, int index) {
        if (page.hasPayment(index)) {
            return Math.max(author.place(), counterparty.place());
        }
        return of(page.authorDelivers(index)).place();
    }

    /** True when either party holds the trade. */
    public boolean held() {
        return author.held() || counterparty.held();
    }

    /** The later of both parties' earliest times, milliseconds since 1970; 0 when neither stated one. */
    public long earliest() {
        return Math.max(author.earliest(), counterparty.earliest());
    }

    /** The earlier of both parties' latest times, milliseconds since 1970; 0 when neither stated one. */
    public long latest() {
        if (author.latest() == 0 || counterparty.latest() == 0) {
            return Math.max(author.latest(), counterparty.latest());
        }
        return Math.min(author.latest(), counterparty.latest());
    }

    /** Whether a round at that time would be after the latest. */
    public boolean isPast(long now) {
        return latest() != 0 && now > latest();
    }

    /** Whether no round at that time may settle the trade. */
    public boolean keepBack(long now) {
        return held() || now < earliest() || isPast(now);
    }
}
