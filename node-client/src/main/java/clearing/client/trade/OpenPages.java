package clearing.client.trade;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pages with trades that are not final, with counts kept as pages change. For one thread at a time. */
final class OpenPages {
    private final TreeMap<PageId, Entry> open = new TreeMap<>();
    private final TreeMap<PageId, StatusPage> amending = new TreeMap<>();
    private final Map<String, Integer> tradesOf = new HashMap<>();
    private final Map<String, Map<String, Integer>> nextNumbers = new HashMap<>();
    private int trades;

    private record Entry(StatusPage status, int trades) {}

    /** Takes note of a page's newest state. */
    void put(StatusPage status) {
        int unfinished = 0;
        for (int i = 0; i < status.count(); i++) {
            unfinished += status.state(i).terminal() ? 0 : 1;
        }
        PageId id = status.id();
        Entry before = unfinished == 0 ? open.remove(id) : open.put(id, new Entry(status, unfinished));
        if (unfinished > 0 && status.hasAmendments()) {
            amending.put(id, status);
        } else {
            amending.remove(id);
        }
        int change = unfinished - (before == null ? 0 : before.trades());
        trades += change;
        tradesOf.merge(id.author(), change, Integer::sum);
        tradesOf.merge(id.counterparty(), change, Integer::sum);
        if (!id.isOfAgreement()) {
            nextNumbers
                    .computeIfAbsent(id.author(), author -> new HashMap<>())
                    .merge(id.counterparty(), id.number() + 1, Math::max);
        }
    }

    /** Trades that are not final: with this party, or all. */
    int trades(Optional<String> member) {
        return member.map(m -> tradesOf.getOrDefault(m, 0)).orElse(trades);
    }

    /** In the order of the pages. */
    List<StatusPage> pages() {
        return open.values().stream().map(Entry::status).toList();
    }

    /** Those of them that have amendments. */
    List<StatusPage> amending() {
        return List.copyOf(amending.values());
    }

    Map<String, Integer> nextNumbers(String author) {
        return Map.copyOf(nextNumbers.getOrDefault(author, Map.of()));
    }
}
