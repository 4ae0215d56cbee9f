package clearing.messages;

import java.io.OutputStream;
import java.math.BigInteger;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/**
 * Statements (camt.053.001.08) and notifications (camt.054.001.08) of one account. A long statement comes in pages of one
 * message, each with its balances: the first opens with OPBD and the last closes with CLBD, in between stand interim ones (ITBD).
 * Only one entry is in memory at a time.
 */
public final class CamtWriter {
    /** Entries of a page. */
    public static final int PER_PAGE = 5_000;

    private static final int MAX_PAGES = 99_999;
    private static final int MSG_ID_HASH = 31;
    private static final int STMT_ID_HASH = 16;

    private final AccountHead head;
    private final Facts facts;
    private final Ledgered<LedgerEntry> entries;

    /**
     * @param facts of the same entries, by pages of {@link #PER_PAGE}
     * @throws MessageException when the asset is no currency or the message would have too many pages
     */
    public CamtWriter(AccountHead head, Facts facts, Ledgered<LedgerEntry> entries) {
        if (!head.asset().matches("[A-Z]{3}")) {
            throw new MessageException("camt messages are in currencies, and " + head.asset()
                    + " is none; take the format csv for a security.");
        }
        if (facts.pageNets().size() > MAX_PAGES) {
            throw new MessageException("The statement has more than " + MAX_PAGES + " pages; ask for fewer days.");
        }
        this.head = head;
        this.facts = facts;
        this.entries = entries;
    }

    /** Writes the statement. The stream is flushed and not closed. */
    public void statement(OutputStream stream) {
        XmlOut.document(
                stream,
                "camt.053.001.08",
                out -> out.in("BkToCstmrStmt", () -> {
                    groupHeader(out, "053-");
                    Pages pages = new Pages(out);
                    entries.each(pages::take);
                    pages.end();
                }));
    }

    /** Writes the notification. The stream is flushed and not closed. */
    public void notification(OutputStream stream) {
        XmlOut.document(
                stream,
                "camt.054.001.08",
                out -> out.in("BkToCstmrDbtCdtNtfctn", () -> {
                    groupHeader(out, "054-");
                    out.in("Ntfctn", () -> {
                        out.text("Id", id());
                        out.time("CreDtTm", facts.latest());
                        period(out);
                        account(out);
                        totals(out);
                        entries.each(e -> CamtEntryWriter.write(out, head, e));
                    });
                }));
    }

    private void groupHeader(XmlOut out, String kind) {
        out.in("GrpHdr", () -> {
            out.text("MsgId", kind + facts.sha256().substring(0, MSG_ID_HASH));
            out.time("CreDtTm", facts.latest());
            out.text("AddtlInf", "ledger facts sha256 " + facts.sha256());
        });
    }

    private String id() {
        return head.from().toString().replace("-", "") + "-"
                + head.to().toString().replace("-", "") + "-"
                + facts.sha256().substring(0, STMT_ID_HASH);
    }

    private void period(XmlOut out) {
        out.in("FrToDt", () -> {
            out.time("FrDtTm", OffsetDateTime.of(head.from(), LocalTime.MIDNIGHT, head.zone()));
            out.time("ToDtTm", OffsetDateTime.of(head.to(), LocalTime.of(23, 59, 59), head.zone()));
        });
    }

    private void account(XmlOut out) {
        out.in("Acct", () -> {
            out.in("Id", "Othr", () -> out.text("Id", head.accountId()));
            out.text("Ccy", head.asset());
            out.in("Ownr", () -> {
                out.text("Nm", Fit.text(head.memberName(), Fit.NAME));
                Parties.organisation(out, head.member());
            });
        });
    }

    /** Counts and sums; a sum that has too many digits for its element is left out. */
    private void totals(XmlOut out) {
        out.in("TxsSummry", () -> {
            out.in("TtlNtries", () -> out.text("NbOfNtries", Long.toString(facts.entries())));
            sum(out, "TtlCdtNtries", facts.credits());
            sum(out, "TtlDbtNtries", facts.debits());
        });
    }

    private void sum(XmlOut out, String name, BigInteger minor) {
        if (minor.signum() > 0 && Fit.inDigits(minor)) {
            out.in(name, () -> out.text("Sum", Fit.amount(minor, head.scale())));
        }
    }

    /** Turns the page where one is full. */
    private final class Pages {
        private final XmlOut out;
        private BigInteger balance = BigInteger.valueOf(head.opening());
        private int page;
        private long inPage;

        Pages(XmlOut out) {
            this.out = out;
        }

        void take(LedgerEntry e) {
            if (inPage == PER_PAGE) {
                out.close();
                inPage = 0;
            }
            if (inPage == 0) {
                begin();
            }
            inPage++;
            CamtEntryWriter.write(out, head, e);
        }

        void end() {
            if (page == 0) {
                begin();
            }
            out.close();
        }

        private void begin() {
            page++;
            boolean last = page == facts.pageNets().size();
            BigInteger after = balance.add(facts.pageNets().get(page - 1));
            out.open("Stmt");
            out.text("Id", id());
            out.in("StmtPgntn", () -> {
                out.text("PgNb", Integer.toString(page));
                out.text("LastPgInd", Boolean.toString(last));
            });
            out.time("CreDtTm", facts.latest());
            period(out);
            account(out);
            balance(page == 1 ? "OPBD" : "ITBD", balance, head.from().toString());
            balance(last ? "CLBD" : "ITBD", after, head.to().toString());
            if (facts.pageNets().size() == 1) {
                totals(out);
            }
            balance = after;
        }

        private void balance(String type, BigInteger minor, String day) {
            out.in("Bal", () -> {
                out.in("Tp", "CdOrPrtry", () -> out.text("Cd", type));
                out.amount("Amt", head.asset(), minor, head.scale());
                out.direction(minor);
                out.in("Dt", () -> out.text("Dt", day));
            });
        }
    }
}
