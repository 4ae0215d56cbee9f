package clearing.kernel;

import clearing.kernel.queue.QueueControl;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.util.Optional;

/** What becomes of a lane's queue beside what settles in it. */
public sealed interface QueueEffect extends Effect.Queue {

    /**
     * A member's agent took the turn at a lane's rounds.
     *
     * @param epoch number of the turn, from 1 on
     * @param before who had it; empty for the first
     */
    record TurnTaken(String lane, long epoch, String holder, Optional<String> before) implements QueueEffect {}

    /** A party asked the queue something for a trade in which it gives something. */
    record QueueControlled(TradeId trade, String member, QueueControl control) implements QueueEffect {}

    /**
     * A part of a waiting trade settled, since both parties allow it; its postings stand beside this. The rest waits.
     *
     * @param delivered of the first leg, minor units
     * @param paid of the second leg; 0 where there is none
     */
    record PartSettled(TradeId trade, long delivered, long paid) implements QueueEffect {}

    /** A party had the lane look at a page of its in every round. */
    record PageEnlisted(PageId page, String member) implements QueueEffect {}
}
