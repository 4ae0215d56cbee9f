package clearing.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code <Member>/books.json}: what the member's internal account ids, names and columns mean. */
final class BooksConfigFile {
    private BooksConfigFile() {}

    static String of(Consortium consortium, Member member, boolean securities) {
        ObjectNode root = Json.object().put("version", 1).put("member", member.id());
        ArrayNode accounts = root.putArray("accounts");
        for (Holder holder : consortium.holdersOf(member)) {
            consortium
                    .currencies()
                    .forEach(asset -> account(accounts, AccountId.of(holder, asset), holder, asset.code()));
            account(accounts, AccountId.of(holder, consortium.securities().getFirst()), holder, "*");
        }
        if (member.equals(consortium.issuer())) {
            accounts.addObject()
                    .put("internal", member.prefix() + "-ESCROW-HKD")
                    .put("account", Consortium.ESCROW)
                    .put("asset", "HKD");
        }
        ObjectNode counterparties = root.putObject("counterparties");
        for (Member other : consortium.members()) {
            counterparties.put(other.name(), other.id()).put(other.bic(), other.id());
        }
        // Nothing else counts as a reference: an entry without one must not be taken by its serial number.
        root.putArray("references").add("EndToEndId");
        ArrayNode files = root.putArray("files");
        files.addObject().put("match", "statements/*.xml").put("format", "camt.053");
        if (securities) {
            files.addObject()
                    .put("match", SecuritiesFile.NAME)
                    .put("format", "csv")
                    .put("mapping", "securities");
        }
        // Whoever holds no security still reads rows of this form, such as of shared revenue.
        mapping(root.putObject("mappings").putObject("securities"));
        return Json.text(root);
    }

    private static void account(ArrayNode accounts, String internal, Holder holder, String asset) {
        accounts.addObject()
                .put("internal", internal)
                .put("account", holder.account())
                .put("asset", asset);
    }

    private static void mapping(ObjectNode mapping) {
        mapping.putObject("columns")
                .put("record", "record")
                .put("statement", "statement")
                .put("account", "account_id")
                .put("asset", "isin")
                .put("bookingDate", "booking_date")
                .put("valueDate", "value_date")
                .put("reference", "reference")
                .put("counterparty", "counterparty")
                .put("amount", "quantity")
                .put("reversal", "reversal")
                .put("text", "text");
        mapping.put("dateFormat", "uuuu-MM-dd");
    }
}
