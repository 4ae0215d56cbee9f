package clearing.kernel.command;

import clearing.kernel.queue.QueueControl;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import java.util.List;

/** What parties ask of a lane's queue. */
public sealed interface QueueCommand extends Command.Queue {

    /**
     * Asks the queue something for trades that have not settled: a hold, a class, a place or times. Role: trader, of a party that gives
     * something in each of them; how it counts beside what the other party asks is in {@link clearing.kernel.queue.Wishes}.
     */
    record Control(PageId page, Selection selection, QueueControl control) implements QueueCommand {}

    /**
     * Puts pages of the caller's with something due on the lane's waiting list, so that every round and proposal looks at them: for who is
     * left out by whoever has the turn. Role: agent, of a party of every page.
     */
    record Enlist(String lane, List<PageId> pages) implements QueueCommand {
        public Enlist {
            pages = List.copyOf(pages);
        }
    }
}
