package clearing.books;

import java.util.ArrayList;
import java.util.List;

/** Finds who stood on the other side of an entry: the debtor of what came in, the creditor of what went out. */
final class CamtParties {
    private static final int MAX_NAME = 140;

    /** Under a party, up to version 6 directly, later below {@code Pty} or, for an institution, {@code Agt}. */
    private static final List<String> IDENTITIES = List.of(
            "Nm",
            "Pty/Nm",
            "Agt/FinInstnId/Nm",
            "Id/OrgId/AnyBIC",
            "Id/OrgId/BICOrBEI",
            "Id/OrgId/LEI",
            "Id/OrgId/Othr/Id",
            "Id/PrvtId/Othr/Id",
            "Pty/Id/OrgId/AnyBIC",
            "Pty/Id/OrgId/BICOrBEI",
            "Pty/Id/OrgId/LEI",
            "Pty/Id/OrgId/Othr/Id",
            "Pty/Id/PrvtId/Othr/Id",
            "Agt/FinInstnId/BICFI",
            "Agt/FinInstnId/LEI");

    private static final List<String> ACCOUNT_IDS = List.of("Id/IBAN", "Id/Othr/Id");
    private static final List<String> AGENT_IDS =
            List.of("FinInstnId/BICFI", "FinInstnId/BIC", "FinInstnId/LEI", "FinInstnId/Nm", "FinInstnId/Othr/Id");

    private final BooksConfig config;

    CamtParties(BooksConfig config) {
        this.config = config;
    }

    /**
     * The member id of the first name or id that is known, else the first one as written, else empty. Some banks write the other
     * party where our own belongs; it is believed only when it is a member, and not ourselves.
     *
     * @param credit value came in
     */
    String counterparty(List<Node> details, boolean credit) {
        if (details.isEmpty()) {
            return "";
        }
        List<String> candidates = candidates(details.getFirst(), credit ? "Dbtr" : "Cdtr");
        String member = knownAmong(candidates);
        if (!member.isEmpty()) {
            return member;
        }
        if (candidates.isEmpty()) {
            String other = knownAmong(candidates(details.getFirst(), credit ? "Cdtr" : "Dbtr"));
            return other.equals(config.member()) ? "" : other;
        }
        return Texts.clip(candidates.getFirst(), MAX_NAME);
    }

    private String knownAmong(List<String> candidates) {
        for (String candidate : candidates) {
            String member = config.counterparty(candidate).orElse("");
            if (!member.isEmpty()) {
                return member;
            }
        }
        return "";
    }

    private static List<String> candidates(Node detail, String side) {
        List<String> found = new ArrayList<>();
        collect(detail, "RltdPties/" + side, IDENTITIES, found);
        collect(detail, "RltdPties/Ultmt" + side, IDENTITIES, found);
        collect(detail, "RltdPties/" + side + "Acct", ACCOUNT_IDS, found);
        collect(detail, "RltdAgts/" + side + "Agt", AGENT_IDS, found);
        return found;
    }

    private static void collect(Node detail, String base, List<String> paths, List<String> into) {
        for (Node party : detail.all(base)) {
            for (String path : paths) {
                for (Node id : party.all(path)) {
                    if (!id.text.isEmpty()) {
                        into.add(id.text);
                    }
                }
            }
        }
    }
}
