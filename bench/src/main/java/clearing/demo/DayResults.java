package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks every member's service what the day came to, through the public API. */
final class DayResults {
    private final List<MemberDesk> desks;

    DayResults(List<MemberDesk> desks) {
        this.desks = List.copyOf(desks);
    }

    List<DayReport.Account> accounts() throws IOException, InterruptedException {
        List<DayReport.Account> lines = new ArrayList<>();
        for (MemberDesk desk : desks) {
            for (JsonNode account : desk.get("/api/v1/accounts").path("items")) {
                JsonNode chain = account.path("chain");
                JsonNode books = account.path("books");
                lines.add(new DayReport.Account(
                        desk.member(),
                        account.path("account").asText(),
                        account.path("asset").asText(),
                        chain.path("opening").asText(),
                        movements(chain),
                        chain.path("closing").asText(),
                        books.path("opening").asText(),
                        movements(books),
                        books.path("closing").asText(),
                        account.path("proof").asText()));
            }
        }
        return lines;
    }

    private static String movements(JsonNode side) {
        BigDecimal in = new BigDecimal(side.path("in").asText("0"));
        BigDecimal out = new BigDecimal(side.path("out").asText("0"));
        BigDecimal closing = new BigDecimal(side.path("closing").asText("0"));
        BigDecimal net = closing.subtract(new BigDecimal(side.path("opening").asText("0")));
        // The API states outflows by their size or with a sign; opening and closing decide.
        return (in.subtract(out).compareTo(net) == 0 ? in.subtract(out) : net).toPlainString();
    }

    /** Trades of the channel by state: each stands in the projections of its two parties, which all have a desk here. */
    SortedMap<String, Long> trades() throws IOException, InterruptedException {
        SortedMap<String, Long> twice = new TreeMap<>();
        for (MemberDesk desk : desks) {
            JsonNode states = desk.get("/api/v1/summary").path("trades").path("byState");
            states.properties()
                    .forEach(state ->
                            twice.merge(state.getKey(), state.getValue().asLong(), Long::sum));
        }
        twice.replaceAll((state, count) -> count / 2);
        return twice;
    }

    DayReport.Items items() throws IOException, InterruptedException {
        DayReport.Items sum = new DayReport.Items(0, 0, 0, 0);
        for (MemberDesk desk : desks) {
            JsonNode totals = desk.get("/api/v1/completeness").path("totals");
            sum = sum.add(new DayReport.Items(
                    totals.path("matched").asLong(),
                    totals.path("broken").asLong(),
                    totals.path("pending").asLong(),
                    totals.path("count").asLong()));
        }
        return sum;
    }

    List<BreakComparison.Break> breaks() throws IOException, InterruptedException {
        List<BreakComparison.Break> found = new ArrayList<>();
        for (MemberDesk desk : desks) {
            for (JsonNode each : desk.all("/api/v1/breaks?state=ALL")) {
                if (!each.path("state").asText().equals("RESOLVED")) {
                    found.add(new BreakComparison.Break(
                            each.path("kind").asText(),
                            desk.member(),
                            each.path("account").asText(),
                            each.path("asset").asText(),
                            each.path("reference").asText()));
                }
            }
        }
        return found;
    }

    /** The worst of the members' percentiles, in milliseconds. */
    long reconciled(String percentile) throws IOException, InterruptedException {
        long worst = 0;
        for (MemberDesk desk : desks) {
            worst = Math.max(
                    worst,
                    desk.get("/api/v1/stats")
                            .path("submittedToVerdict")
                            .path(percentile)
                            .asLong());
        }
        return worst;
    }

    /** The lowest verified height of all services. */
    long verifiedHeight() throws IOException, InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (MemberDesk desk : desks) {
            JsonNode ledger = desk.get("/api/v1/ledger");
            if (ledger.path("status").asText().equals("HALTED")) {
                throw new DemoException(desk.member() + "'s verifier has halted: " + ledger.path("halt"));
            }
            lowest = Math.min(lowest, ledger.path("verifiedHeight").asLong());
        }
        return lowest;
    }
}
