package clearing.messages;

/** Institutions of the consortium as messages name them. The member id stands first in each, as books know it. */
final class Parties {
    /** What member ids are numbers of. */
    static final String SCHEME = "ClearingMember";

    private Parties() {}

    /** {@code Id/OrgId/Othr} of an organisation. */
    static void organisation(XmlOut out, String member) {
        out.in(
                "Id",
                "OrgId",
                () -> out.in("Othr", () -> {
                    out.text("Id", Fit.text(member, Fit.TEXT));
                    out.in("SchmeNm", () -> out.text("Prtry", SCHEME));
                }));
    }

    /** A financial institution that is a member of the clearing system. */
    static void institution(XmlOut out, String element, String member) {
        out.in(
                element,
                "FinInstnId",
                () -> out.in("ClrSysMmbId", () -> {
                    out.in("ClrSysId", () -> out.text("Prtry", SCHEME));
                    out.text("MmbId", Fit.text(member, Fit.TEXT));
                }));
    }
}
