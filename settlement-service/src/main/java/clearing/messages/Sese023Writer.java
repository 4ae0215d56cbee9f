package clearing.messages;

import java.io.OutputStream;
import java.math.BigInteger;

/** A settlement instruction against payment (sese.023.001.09). The definition has one instruction a message. */
public final class Sese023Writer {
    private static final String PLACE = "Clearing ledger";

    private Sese023Writer() {}

    /** Writes one message. The stream is flushed and not closed. */
    public static void write(Delivery d, OutputStream stream) {
        XmlOut.document(stream, "sese.023.001.09", out -> out.in("SctiesSttlmTxInstr", () -> instruction(out, d)));
    }

    private static void instruction(XmlOut out, Delivery d) {
        out.text("TxId", Fit.text(d.trade(), Fit.TEXT));
        out.in("SttlmTpAndAddtlParams", () -> {
            out.text("SctiesMvmntTp", d.movement());
            out.text("Pmt", "APMT");
            out.text("CmonId", Fit.text(d.reference(), Fit.TEXT));
        });
        out.in("TradDtls", () -> {
            out.text("TradId", Fit.text(d.reference(), Fit.TEXT));
            out.in("TradDt", () -> out.day("Dt", d.tradeDate()));
            out.in("SttlmDt", () -> out.day("Dt", d.valueDate()));
            out.in("MtchgSts", () -> out.text("Cd", d.matching()));
            out.text("SttlmInstrPrcgAddtlDtls", "ledger facts sha256 " + d.sha256());
        });
        out.in("FinInstrmId", () -> out.text("ISIN", d.isin()));
        out.in("QtyAndAcctDtls", () -> {
            out.in(
                    "SttlmQty",
                    "Qty",
                    () -> out.text("Unit", Fit.quantity(BigInteger.valueOf(d.quantity()), d.quantityScale())));
            out.in("AcctOwnr", "Id", () -> party(out, d.member()));
            out.in("SfkpgAcct", () -> out.text("Id", Fit.text(d.member() + "/" + d.account(), Fit.TEXT)));
        });
        out.in("SttlmParams", "SctiesTxTp", () -> out.text("Cd", "TRAD"));
        parties(out, "DlvrgSttlmPties", d, d.delivers());
        parties(out, "RcvgSttlmPties", d, !d.delivers());
        out.in("SttlmAmt", () -> {
            BigInteger amount = BigInteger.valueOf(d.amount());
            out.amount("Amt", d.currency(), amount, d.amountScale());
            out.direction(d.delivers() ? amount : amount.negate());
        });
    }

    /** Where it settles, and the party on that side with its account. */
    private static void parties(XmlOut out, String element, Delivery d, boolean own) {
        String member = own ? d.member() : d.counterparty();
        String account = own ? d.account() : d.counterpartyAccount();
        out.in(element, () -> {
            out.in("Dpstry", "Id", () -> out.in("NmAndAdr", () -> out.text("Nm", PLACE)));
            out.in("Pty1", () -> {
                out.in("Id", () -> party(out, member));
                out.in("SfkpgAcct", () -> out.text("Id", Fit.text(member + "/" + account, Fit.TEXT)));
            });
        });
    }

    private static void party(XmlOut out, String member) {
        out.in("PrtryId", () -> {
            out.text("Id", Fit.text(member, Fit.TEXT));
            out.text("Issr", Parties.SCHEME);
        });
    }
}
