package clearing.kernel.command;

import clearing.kernel.trade.PageId;
import java.util.List;

/** What parties ask of a lane's queue. */
public sealed interface QueueCommand extends Command.Queue {

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
