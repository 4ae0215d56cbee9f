package clearing.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The summary for people: the same numbers as its JSON. */
final class SummaryText {
    private final StringBuilder text = new StringBuilder();

    private SummaryText() {}

    static String of(JsonNode summary) {
        SummaryText result = new SummaryText();
        result.write(summary);
        return result.text.toString();
    }

    private void write(JsonNode summary) {
        text.append("Business day ")
                .append(summary.path("date").asText())
                .append(", seed ")
                .append(summary.path("seed").asText())
                .append(", in ")
                .append(summary.path("out").asText())
                .append("\n\n");
        section("Trades", summary.path("trades"));
        section("Funding", summary.path("funding"));
        section("Planted breaks", summary.path("plantedBreaks"));
        text.append("Accounts by settled trades\n");
        for (JsonNode account : summary.path("accounts")) {
            line(
                    account.path("member").asText() + " "
                            + account.path("account").asText(),
                    account.path("settledTrades").asLong());
        }
        text.append('\n');
        line("entries in the books", summary.path("bookEntries").asLong());
        line("files", summary.path("files").asLong());
        line("bytes", summary.path("bytes").asLong());
        text.append("  sha256 ").append(summary.path("sha256").asText()).append('\n');
    }

    private void section(String title, JsonNode counts) {
        text.append(title).append('\n');
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            line(count.getKey(), count.getValue().asLong());
        }
        text.append('\n');
    }

    private void line(String name, long number) {
        text.append(String.format(Locale.ROOT, "  %-28s %,12d%n", name, number));
    }
}
