package clearing.client.evidence;

import java.util.List;

/** What every pack says about itself. */
final class EvidenceWords {
    static final String PROVED =
            "The certificates are embedded in this file. Whoever has the members' root certificates can check them "
                    + "without asking anybody; what they do not speak of is the member's word.";
    static final String NOTHING_PROVED =
            "No certificate is embedded: the signature shows that the member states this, and not that it is true.";
    static final String AUDIT =
            "Each record's hash covers the record before it. The hash of the last one is anchored on the ledger with "
                    + "each journal; reading a pack is noted too, and left out here.";
    static final List<String> VERIFY = List.of(
            "clearing verify THIS-FILE.pdf --roots FOLDER        (the members' root certificates; no network)",
            "It takes the facts and the certificates out of this file, checks the member's signature over every byte of it, draws these pages "
                    + "again from the facts and compares them with these, checks each certificate, and holds the facts against them.",
            "Proved: that the member states this and cannot deny it; that no byte was changed since; that these pages say what the embedded "
                    + "facts say; and of each entry or trade with a certificate, that the ledger holds the member to it.",
            "Not proved: that an entry without a certificate is true; who the persons behind the names are; and what happened to the break, which "
                    + "the audit trail shows as far as its records are under an anchored seal (--audit AUDIT-LOG).");

    private EvidenceWords() {}
}
