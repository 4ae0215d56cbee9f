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

    private void write(JsonNode result) {
        if (result.has("date")) {
            day(result);
        }
        if (result.has("malformed")) {
            text.append("Malformed inputs in ")
                    .append(result.at("/malformed/out").asText())
                    .append('\n');
            files(result.path("malformed"));
        }
    }

    private void day(JsonNode day) {
        text.append("Business day ")
                .append(day.path("date").asText())
                .append(", seed ")
                .append(day.path("seed").asText())
                .append(", in ")
                .append(day.path("out").asText())
                .append("\n\n");
        section("Trades", day.path("trades"));
        section("Funding", day.path("funding"));
        section("Planted breaks", day.path("plantedBreaks"));
        text.append("Accounts by settled trades\n");
        for (JsonNode account : day.path("accounts")) {
            line(
                    account.path("member").asText() + " "
                            + account.path("account").asText(),
                    account.path("settledTrades").asLong());
        }
        text.append('\n');
        line("entries in the books", day.path("bookEntries").asLong());
        files(day);
    }

    private void files(JsonNode node) {
        line("files", node.path("files").asLong());
        line("bytes", node.path("bytes").asLong());
        text.append("  sha256 ").append(node.path("sha256").asText()).append('\n');
    }

    private void section(String title, JsonNode counts) {
        text.append(title).append('\n');
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            line(count.getKey(), count.getValue().asLong());
        }
        text.append('\n');
    }

    private void line(String name, long number) {
        text.append(String.format(Locale.ROOT, "  %-28s %,12d\n", name, number));
    }
}
