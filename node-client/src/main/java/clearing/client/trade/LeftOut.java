package clearing.client.trade;

import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.settlement.Lease;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a member's own pages that rounds of others leave out: something in them is due, a silence has gone by, a round has been run since, and
 * still no round has looked at them. For one thread.
 */
final class LeftOut {
    private final String member;
    private final LedgerView view;
    private final Map<PageId, Instant> dueSince = new HashMap<>();

    LeftOut(String member, LedgerView view) {
        this.member = member;
        this.view = view;
    }

    /** @param waiting pages of the lane with something due */
    List<PageId> find(String lane, List<PageId> waiting, Instant now) {
        Optional<AgentRule> rule = view.constitution().flatMap(c -> c.rules().agents(lane));
        Optional<Lease> lease = Lease.decode(view.get(Keys.lease(lane)));
        Set<PageId> looked = new TreeSet<>(view.listed(lane));
        dueSince.keySet().removeIf(id -> id.lane().equals(lane) && (looked.contains(id) || !waiting.contains(id)));
        List<PageId> found = new ArrayList<>();
        for (PageId id : waiting) {
            if (!id.isParty(member) || looked.contains(id)) {
                continue;
            }
            Instant since = dueSince.computeIfAbsent(id, unknown -> now);
            boolean patient =
                    rule.map(r -> now.isBefore(since.plusSeconds(r.silence()))).orElse(true);
            boolean passedOver = lease.map(
                            held -> Instant.ofEpochMilli(held.last()).isAfter(since))
                    .orElse(false);
            if (!patient && passedOver) {
                found.add(id);
            }
        }
        return found;
    }
}
