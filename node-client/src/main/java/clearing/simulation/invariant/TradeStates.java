package clearing.simulation.invariant;

import clearing.kernel.state.Keys;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import clearing.simulation.ledger.VersionedState;
import clearing.simulation.oracle.Deal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A trade settles at most once and moves along allowed edges only, from one block to the next; it stands where the oracle has it. */
final class TradeStates implements Invariant {
    private static final Map<TradeState, Set<TradeState>> EDGES = edges();

    private final Map<String, List<TradeState>> last = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();

    @Override
    public String id() {
        return "INV-04";
    }

    @Override
    public String says() {
        return "a trade moves along allowed edges, settles once, and stands where the oracle has it";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        chronicle.oracle().facts().pages().forEach((path, deals) -> check(path, deals, chronicle.state()));
        require(
                versions.size() == chronicle.state().under(Keys.STATUS_PREFIX).size(),
                "the ledger has pages that the oracle does not know");
    }

    private void check(String path, List<Deal> deals, VersionedState state) {
        String key = Keys.STATUS_PREFIX + path;
        long version = state.version(key);
        require(version != VersionedState.ABSENT, "the page %s is not on the ledger", path);
        if (version != versions.getOrDefault(path, VersionedState.ABSENT)) {
            versions.put(path, version);
            follow(path, StatusPage.decode(state.get(key).orElseThrow()));
        }
        List<TradeState> now = last.getOrDefault(path, List.of());
        require(now.size() == deals.size(), "the page %s has %d trades", path, now.size());
        for (int i = 0; i < deals.size(); i++) {
            require(
                    now.get(i).name().equals(deals.get(i).state()),
                    "%s is %s, the oracle says %s",
                    deals.get(i).id(),
                    now.get(i),
                    deals.get(i).state());
        }
    }

    private void follow(String path, StatusPage status) {
        List<TradeState> before = last.getOrDefault(path, List.of());
        List<TradeState> now = new ArrayList<>();
        for (int i = 0; i < status.count(); i++) {
            TradeState to = status.state(i);
            TradeState from = i < before.size() ? before.get(i) : TradeState.ALLEGED;
            require(from == to || reachable(from, to), "%s#%d went from %s to %s", path, i, from, to);
            now.add(to);
        }
        last.put(path, now);
    }

    /** Over one block a trade may go several edges. */
    private static boolean reachable(TradeState from, TradeState to) {
        return EDGES.getOrDefault(from, Set.of()).stream().anyMatch(next -> next == to || reachable(next, to));
    }

    private static Map<TradeState, Set<TradeState>> edges() {
        Map<TradeState, Set<TradeState>> edges = new EnumMap<>(TradeState.class);
        edges.put(
                TradeState.ALLEGED,
                EnumSet.of(
                        TradeState.AFFIRMED,
                        TradeState.NETTED,
                        TradeState.REJECTED,
                        TradeState.CANCELLED,
                        TradeState.EXPIRED));
        edges.put(TradeState.NETTED, EnumSet.of(TradeState.SETTLED, TradeState.CANCELLED));
        edges.put(
                TradeState.AFFIRMED,
                EnumSet.of(
                        TradeState.QUEUED,
                        TradeState.NETTED,
                        TradeState.SETTLED,
                        TradeState.CANCELLED,
                        TradeState.FAILED,
                        TradeState.CLOSED_OUT));
        edges.put(
                TradeState.QUEUED,
                EnumSet.of(
                        TradeState.NETTED,
                        TradeState.SETTLED,
                        TradeState.CANCELLED,
                        TradeState.FAILED,
                        TradeState.CLOSED_OUT));
        return edges;
    }
}
