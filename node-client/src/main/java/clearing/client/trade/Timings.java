package clearing.client.trade;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When each page of the member was handed over, and when its trades were seen final in a verified block. Times are this node's own
 * clock. Thread-safe.
 */
public final class Timings {
    private static final class Page {
        private Optional<Instant> submitted = Optional.empty();
        private Optional<Instant> recorded = Optional.empty();
        private int trades;
        private final TreeMap<Instant, Integer> finals = new TreeMap<>();
    }

    private final String member;
    private final Map<PageId, Page> pages = new TreeMap<>();

    /** @param member whose pages are timed */
    public Timings(String member) {
        this.member = member;
    }

    synchronized void submitted(PageId id, Instant at) {
        pages.computeIfAbsent(id, p -> new Page()).submitted = Optional.of(at);
    }

    synchronized void changed(LedgerView.Change change, Instant at) {
        if (!change.page().author().equals(member)) {
            return;
        }
        Page page = pages.computeIfAbsent(change.page(), p -> new Page());
        page.trades = change.after().count();
        if (change.before().isEmpty()) {
            page.recorded = Optional.of(at);
        }
        int now = ended(change.after()) - change.before().map(Timings::ended).orElse(0);
        if (now > 0) {
            page.finals.merge(at, now, Integer::sum);
        }
    }

    private static int ended(StatusPage status) {
        int ended = 0;
        for (TradeState state : TradeState.values()) {
            ended += state.terminal() ? status.count(state) : 0;
        }
        return ended;
    }

    /**
     * What was seen: per page the times in milliseconds since 1970, and over all trades the milliseconds from submission to finality.
     */
    public synchronized ObjectNode toJson() {
        ObjectNode root = new ObjectMapper().createObjectNode().put("member", member);
        TreeMap<Long, Integer> waits = new TreeMap<>();
        ArrayNode list = root.putArray("pages");
        pages.forEach((id, page) -> {
            ObjectNode one = list.addObject().put("page", id.path()).put("trades", page.trades);
            page.submitted.ifPresent(at -> one.put("submitted", at.toEpochMilli()));
            page.recorded.ifPresent(at -> one.put("recorded", at.toEpochMilli()));
            ArrayNode finals = one.putArray("final");
            page.finals.forEach((at, trades) -> {
                finals.addObject().put("at", at.toEpochMilli()).put("trades", trades);
                page.submitted.ifPresent(
                        from -> waits.merge(at.toEpochMilli() - from.toEpochMilli(), trades, Integer::sum));
            });
        });
        ObjectNode summary = root.putObject("submittedToFinal");
        long count = waits.values().stream().mapToLong(Integer::longValue).sum();
        summary.put("trades", count);
        if (count > 0) {
            summary.put("p50Millis", quantile(waits, count, 50));
            summary.put("p99Millis", quantile(waits, count, 99));
            summary.put("maxMillis", waits.lastKey());
        }
        return root;
    }

    private static long quantile(TreeMap<Long, Integer> waits, long count, int percent) {
        long rank = Math.max(1, (count * percent + 99) / 100);
        long passed = 0;
        for (Map.Entry<Long, Integer> wait : waits.entrySet()) {
            passed += wait.getValue();
            if (passed >= rank) {
                return wait.getKey();
            }
        }
        return waits.lastKey();
    }
}
