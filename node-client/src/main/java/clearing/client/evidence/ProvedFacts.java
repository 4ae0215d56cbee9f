package clearing.client.evidence;

import clearing.client.evidence.EvidenceFacts.Entry;
import clearing.client.evidence.EvidenceFacts.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Holds the facts of a pack against what a certificate proves. */
final class ProvedFacts {
    private final EvidenceFacts facts;

    ProvedFacts(EvidenceFacts facts) {
        this.facts = facts;
    }

    /** What it proves of the facts, in a sentence; empty when it contradicts them or is about something else. */
    Optional<String> proves(JsonNode statement) {
        return statement.has("account") ? result(statement) : trade(statement.path("trade"));
    }

    private Optional<String> result(JsonNode statement) {
        if (!statement.path("member").asText().equals(facts.member())) {
            return Optional.empty();
        }
        String account = statement.path("account").asText();
        String asset = statement.path("asset").asText();
        StringBuilder proved = new StringBuilder();
        for (Entry entry : facts.entries()) {
            if (!entry.account().equals(account) || !entry.asset().equals(asset)) {
                continue;
            }
            for (JsonNode shown : statement.path("entries")) {
                if (shown.path("entry").asText().equals(entry.entry())) {
                    if (!same(entry, shown)) {
                        return Optional.empty();
                    }
                    proved.append(proved.isEmpty() ? "" : ", ")
                            .append(entry.entry())
                            .append(" of ")
                            .append(entry.amount())
                            .append(' ')
                            .append(asset)
                            .append(" (then ")
                            .append(shown.path("verdict").asText())
                            .append(')');
                }
            }
        }
        return proved.isEmpty()
                ? Optional.empty()
                : Optional.of("Entry " + proved + " is stated as " + facts.member() + " anchored it for "
                        + statement.path("period").asText() + ".");
    }

    private static boolean same(Entry entry, JsonNode shown) {
        return entry.amount().equals(shown.path("amount").asText())
                && entry.bookingDate().equals(shown.path("bookingDate").asText())
                && entry.valueDate().equals(shown.path("valueDate").asText())
                && entry.reference().equals(shown.path("reference").asText());
    }

    private Optional<String> trade(JsonNode shown) {
        String place = shown.path("page").asText() + "#" + shown.path("index").asText();
        return facts.trades().stream()
                .filter(trade -> trade.place().equals(place) && agrees(trade, shown))
                .findFirst()
                .map(trade -> "Trade " + trade.reference() + " is stated as the ledger has it: "
                        + shown.path("state").asText() + ".");
    }

    private static boolean agrees(Trade trade, JsonNode shown) {
        return trade.reference().equals(shown.path("reference").asText())
                && trade.state().equals(shown.path("state").asText());
    }
}
