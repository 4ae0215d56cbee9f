package clearing.messages;

import java.math.BigInteger;

/** One {@code Ntry}, the same in camt.053.001.08 and camt.054.001.08: booked, with one detail. */
final class CamtEntryWriter {
    private CamtEntryWriter() {}

    static void write(XmlOut out, AccountHead head, LedgerEntry e) {
        BigInteger minor = BigInteger.valueOf(e.minor());
        out.in("Ntry", () -> {
            out.text("NtryRef", Fit.text(e.id(), Fit.TEXT));
            out.amount("Amt", head.asset(), minor, head.scale());
            out.direction(minor);
            out.in("Sts", () -> out.text("Cd", "BOOK"));
            out.day("BookgDt", e.bookingDate());
            out.day("ValDt", e.valueDate());
            out.text("AcctSvcrRef", Fit.text(e.id(), Fit.TEXT));
            code(out, e);
            out.in("NtryDtls", "TxDtls", () -> details(out, head, e, minor));
        });
    }

    /** The domain's codes say credit transfer between institutions; the proprietary code is the ledger's own. */
    private static void code(XmlOut out, LedgerEntry e) {
        out.in("BkTxCd", () -> {
            out.in("Domn", () -> {
                out.text("Cd", "PMNT");
                out.in("Fmly", () -> {
                    out.text("Cd", e.minor() < 0 ? "ICDT" : "RCDT");
                    out.text("SubFmlyCd", e.kind().equals("TRADE_LEG") ? "FICT" : "OTHR");
                });
            });
            out.in("Prtry", () -> {
                out.text("Cd", Fit.text(e.kind(), Fit.TEXT));
                out.text("Issr", Parties.SCHEME);
            });
        });
    }

    private static void details(XmlOut out, AccountHead head, LedgerEntry e, BigInteger minor) {
        out.in("Refs", () -> {
            out.text("EndToEndId", e.reference().isEmpty() ? "NOTPROVIDED" : Fit.text(e.reference(), Fit.TEXT));
            out.text("UETR", Uetr.of(head, e));
            if (!e.trade().isEmpty()) {
                out.text("MktInfrstrctrTxId", Fit.text(e.trade(), Fit.TEXT));
            }
        });
        out.amount("Amt", head.asset(), minor, head.scale());
        out.direction(minor);
        if (!e.counterparty().isEmpty()) {
            out.in(
                    "RltdPties",
                    minor.signum() < 0 ? "Cdtr" : "Dbtr",
                    () -> out.in("Pty", () -> {
                        out.text("Nm", Fit.text(e.counterparty(), Fit.NAME));
                        Parties.organisation(out, e.counterparty());
                    }));
        }
    }
}
