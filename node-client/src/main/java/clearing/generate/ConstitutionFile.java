package clearing.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code constitution.json}: what the members ratify before the day begins. */
final class ConstitutionFile {
    private ConstitutionFile() {}

    static String of(Consortium consortium) {
        ObjectNode root = Json.object().put("version", 1);
        root.putArray("lanes")
                .addObject()
                .put("code", Consortium.LANE)
                .put("utcOffsetMinutes", Consortium.UTC_OFFSET_MINUTES);
        ArrayNode assets = root.putArray("assets");
        for (Asset asset : consortium.assets()) {
            assets.addObject()
                    .put("code", asset.code())
                    .put("kind", asset.kind().name())
                    .put("scale", asset.scale())
                    .put("issuer", consortium.issuer().id())
                    .put("lane", Consortium.LANE);
        }
        ArrayNode members = root.putArray("members");
        for (Member member : consortium.members()) {
            ObjectNode node = members.addObject().put("id", member.id()).put("name", member.name());
            member.roles().forEach(node.putArray("roles")::add);
            ArrayNode accounts = node.putArray("accounts");
            member.accounts().forEach(accounts::add);
            if (member.equals(consortium.issuer())) {
                // Nobody trades from it: only agreements about revenue take from what stands there.
                accounts.add(Consortium.ESCROW);
            }
        }
        return Json.text(root);
    }

    /** {@code rules.json}: what members agree on beyond the frame. */
    static String rules(Consortium consortium) {
        ObjectNode root = Json.object();
        root.putArray("rules")
                .addObject()
                .put("rule", "escrow")
                .put("member", consortium.issuer().id())
                .put("account", Consortium.ESCROW);
        return Json.text(root);
    }
}
