package clearing.messages;

import java.io.OutputStream;
import java.math.BigInteger;

/** Credit transfers between institutions (pacs.009.001.08): what settled through the ledger as the clearing system. */
public final class Pacs009Writer {
    private static final int MSG_ID_HASH = 31;
    private static final int MAX_SUM_DIGITS = 18;

    private Pacs009Writer() {}

    /** Writes one message. The stream is flushed and not closed. */
    public static void write(PaymentFacts facts, Ledgered<Payment> payments, OutputStream stream) {
        XmlOut.document(
                stream,
                "pacs.009.001.08",
                out -> out.in("FICdtTrf", () -> {
                    out.in("GrpHdr", () -> {
                        out.text("MsgId", "009-" + facts.sha256().substring(0, MSG_ID_HASH));
                        out.time("CreDtTm", facts.latest());
                        out.text("NbOfTxs", Long.toString(facts.payments()));
                        if (facts.sum().precision() <= MAX_SUM_DIGITS) {
                            out.text("CtrlSum", facts.sum().toPlainString());
                        }
                        out.in("SttlmInf", () -> {
                            out.text("SttlmMtd", "CLRG");
                            out.in("ClrSys", () -> out.text("Prtry", Parties.SCHEME));
                        });
                    });
                    payments.each(p -> transfer(out, p));
                }));
    }

    private static void transfer(XmlOut out, Payment p) {
        out.in("CdtTrfTxInf", () -> {
            out.in("PmtId", () -> {
                out.text("InstrId", Fit.text(p.block() + "." + p.tx() + "." + p.effect(), Fit.TEXT));
                out.text("EndToEndId", p.reference().isEmpty() ? "NOTPROVIDED" : Fit.text(p.reference(), Fit.TEXT));
                if (!p.trade().isEmpty()) {
                    out.text("TxId", Fit.text(p.trade(), Fit.TEXT));
                }
                out.text("UETR", p.uetr());
            });
            out.amount("IntrBkSttlmAmt", p.asset(), BigInteger.valueOf(p.minor()), p.scale());
            out.text("IntrBkSttlmDt", p.settledOn().toString());
            out.in("SttlmTmIndctn", () -> out.time("DbtDtTm", p.at()));
            Parties.institution(out, "InstgAgt", p.payer());
            Parties.institution(out, "InstdAgt", p.payee());
            Parties.institution(out, "Dbtr", p.payer());
            out.in(
                    "DbtrAcct",
                    "Id",
                    () -> out.in("Othr", () -> out.text("Id", Fit.text(p.payer() + "/" + p.account(), Fit.ACCOUNT))));
            Parties.institution(out, "Cdtr", p.payee());
        });
    }
}
