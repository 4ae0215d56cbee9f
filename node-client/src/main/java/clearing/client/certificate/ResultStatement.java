package clearing.client.certificate;

import clearing.client.journal.JournalAccount;
import clearing.client.journal.JournalEntry;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Says what the evidence of a result says. The maker writes it and the verifier writes it again.
 *
 * @param one whether one entry is shown, and not all
 * @param trade statement of the trade's own certificate
 */
record ResultStatement(
        JournalAnchor anchor,
        Constitution constitution,
        JournalAccount account,
        List<JournalEntry> entries,
        boolean one,
        Positions positions,
        Optional<JsonNode> trade) {

    private Asset asset() {
        return constitution
                .assetOf(account.asset())
                .orElseThrow(() -> new Refuted("The constitution has no asset " + account.asset() + "."));
    }

    /** What the contract held of the account, in minor units. */
    long held() {
        Optional<Integer> asset = constitution.assetIndex(account.asset());
        Optional<Integer> number = constitution.accountIndex(anchor.member(), account.account());
        if (asset.isEmpty() || number.isEmpty()) {
            throw new Refuted(anchor.member() + " has no account " + account.account() + " in " + account.asset()
                    + " on the ledger.");
        }
        return positions.total(number.get(), asset.get());
    }

    private long open() {
        return Math.subtractExact(held(), account.closing());
    }

    /** The chain's side of the one entry, where there is one: what the trade moves for the member in the asset. */
    private Optional<Long> chain() {
        return trade.map(statement -> {
            JsonNode told = statement.path("trade");
            String place = told.path("page").asText() + "#" + told.path("index").asText();
            if (!one || !place.equals(entries.getFirst().trade())) {
                throw new Refuted("The trade's certificate is about " + place + ", which the entry does not name.");
            }
            boolean delivers = told.path("deliverer").asText().equals(anchor.member());
            if (!delivers && !told.path("receiver").asText().equals(anchor.member())) {
                throw new Refuted(anchor.member() + " is no party of the trade.");
            }
            if (!told.path("state").asText().equals("SETTLED")) {
                return 0L;
            }
            return Math.addExact(
                    leg(told.path("delivery"), delivers ? -1 : 1), leg(told.path("payment"), delivers ? 1 : -1));
        });
    }

    private long leg(JsonNode leg, int sign) {
        return leg.path("asset").asText().equals(account.asset())
                ? sign * Decimals.parse(leg.path("amount").asText(), asset().scale(), "amount")
                : 0;
    }

    /** Whether entry and trade bear the verdict out. */
    String check() {
        if (!one) {
            return "The verdicts are those of the member; its root holds it to them.";
        }
        JournalEntry entry = entries.getFirst();
        Optional<Long> chain = chain();
        if (chain.isEmpty()) {
            return "No trade is shown with the entry: its verdict is the member's, whose root holds it to it.";
        }
        boolean equal = chain.get() == entry.minor();
        if (entry.verdict() == JournalEntry.Verdict.MATCHED && !equal) {
            throw new Refuted("The entry is said to be matched, and the trade moved " + amount(chain.get()) + ".");
        }
        return equal
                ? "Entry and trade are of the same amount."
                : "The trade moved " + amount(chain.get()) + ", the entry has " + amount(entry.minor()) + ".";
    }

    private String amount(long minor) {
        return Decimals.format(minor, asset().scale()) + " " + account.asset();
    }

    ObjectNode node() {
        ObjectNode node = ResultFormat.object()
                .put("sentence", sentence())
                .put("member", anchor.member())
                .put("period", anchor.period().toString())
                .put("revision", anchor.revision())
                .put("root", HexFormat.of().formatHex(anchor.root().root().bytes()))
                .put("account", account.account())
                .put("asset", account.asset())
                .put("opening", Decimals.format(account.opening(), asset().scale()))
                .put("in", Decimals.format(account.in(), asset().scale()))
                .put("out", Decimals.format(account.out(), asset().scale()))
                .put("closing", Decimals.format(account.closing(), asset().scale()))
                .put("held", Decimals.format(held(), asset().scale()))
                .put("difference", Decimals.format(open(), asset().scale()))
                .put("audited", anchor.root().audited())
                .put("audit", HexFormat.of().formatHex(anchor.root().audit().bytes()));
        ArrayNode list = node.putArray("entries");
        for (JournalEntry entry : entries) {
            list.addObject()
                    .put("entry", entry.id())
                    .put("amount", Decimals.format(entry.minor(), asset().scale()))
                    .put("bookingDate", entry.bookingDate().toString())
                    .put("valueDate", entry.valueDate().toString())
                    .put("reference", entry.reference())
                    .put("verdict", entry.verdict().name())
                    .put("trade", entry.trade());
        }
        chain().ifPresent(minor -> node.put("chain", Decimals.format(minor, asset().scale())));
        trade.ifPresent(
                statement -> node.put("trade", statement.path("sentence").asText()));
        return node;
    }

    private String sentence() {
        String what = one
                ? "Entry " + entries.getFirst().id() + " of "
                        + amount(entries.getFirst().minor()) + " is "
                        + entries.getFirst().verdict()
                : "These are all " + entries.size() + " entries";
        String balance = open() == 0
                ? "which is what the contract held"
                : "of which the contract held " + amount(held()) + ", a difference of " + amount(open());
        return what + " in account " + account.account() + " in " + account.asset() + " of the journal that "
                + anchor.member() + " anchored for " + anchor.period() + "; the account closes at "
                + amount(account.closing()) + ", " + balance + " when it was anchored.";
    }
}
