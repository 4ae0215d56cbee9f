package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;

/**
 * What a day came to.
 *
 * @param ledger embedded or fabric
 * @param accounts per member, account and asset: both sides and the proof amount
 * @param trades trades by the state in which they ended, over the whole channel
 * @param items entries of both sides by verdict, over all members
 * @param breaks found against planted
 * @param digest of positions and trade states
 * @param stateDigests of the whole state, by peer
 * @param timings throughput and latencies
 * @param revenue what agreements about revenue came to, party by party
 * @param problems why the day is not as it should be; empty when it is
 */
record DayReport(
        String ledger,
        List<Account> accounts,
        SortedMap<String, Long> trades,
        Items items,
        BreakComparison breaks,
        String digest,
        SortedMap<String, String> stateDigests,
        Timings timings,
        List<RevenueLine> revenue,
        List<String> problems) {

    /** One line of the proof table; amounts are decimal texts in the asset's scale. */
    record Account(
            String member,
            String account,
            String asset,
            String chainOpening,
            String chainMovements,
            String chainClosing,
            String booksOpening,
            String booksMovements,
            String booksClosing,
            String proof) {}

    /** Entries of chain and books. */
    record Items(long matched, long broken, long pending, long total) {
        Items add(Items more) {
            return new Items(matched + more.matched, broken + more.broken, pending + more.pending, total + more.total);
        }

        boolean complete() {
            return matched + broken + pending == total;
        }
    }

    /**
     * Times of the run, in milliseconds, and the rate over the time from the first submission to the last settlement.
     */
    record Timings(
            double settledPerSecond,
            double seconds,
            long finalP50,
            long finalP99,
            long reconciledP50,
            long reconciledP99) {}

    long recorded() {
        return trades.values().stream().mapToLong(Long::longValue).sum();
    }

    long inState(String state) {
        return trades.getOrDefault(state, 0L);
    }

    /** Trades that the counterparty confirmed, whatever became of them. */
    long affirmed() {
        return inState("AFFIRMED") + inState("QUEUED") + inState("SETTLED") + inState("FAILED");
    }

    boolean good() {
        return problems.isEmpty();
    }

    JsonNode toJson() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("ledger", ledger).put("good", good());
        ObjectNode counts = json.putObject("trades");
        counts.put("recorded", recorded()).put("affirmed", affirmed());
        trades.forEach((state, count) -> counts.put(state.toLowerCase(java.util.Locale.ROOT), count));
        json.set("items", mapper.valueToTree(items));
        ArrayNode lines = json.putArray("accounts");
        accounts.forEach(account -> lines.add(mapper.<JsonNode>valueToTree(account)));
        ObjectNode found = json.putObject("breaks");
        found.put("exact", breaks.exact());
        breaks.kinds().forEach((kind, count) -> found.set(kind, mapper.valueToTree(count)));
        json.put("positionsDigest", digest);
        ObjectNode peers = json.putObject("stateDigests");
        stateDigests.forEach(peers::put);
        json.set("timings", mapper.valueToTree(timings));
        ArrayNode shared = json.putArray("revenue");
        revenue.forEach(line -> shared.add(mapper.<JsonNode>valueToTree(line)));
        ArrayNode why = json.putArray("problems");
        problems.forEach(why::add);
        return json;
    }
}
