package clearing.generate;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A bank statement in ISO 20022 camt.053.001.08, of one cash account over the day and the days on which its last entries were
 * booked. One entry stands on one line, so that people can compare files.
 */
final class CamtStatement {
    static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private static final String CLOSE_OF_DAY = "T20:30:00+08:00";

    private final StringBuilder xml = new StringBuilder(1 << 16);
    private final Consortium consortium;
    private final Holder holder;
    private final Asset currency;
    private final LocalDate date;

    private CamtStatement(Consortium consortium, Holder holder, Asset currency, LocalDate date) {
        this.consortium = consortium;
        this.holder = holder;
        this.currency = currency;
        this.date = date;
    }

    static String of(
            Consortium consortium,
            Holder holder,
            Asset currency,
            LocalDate date,
            long opening,
            List<BookEntry> entries) {
        CamtStatement statement = new CamtStatement(consortium, holder, currency, date);
        statement.write(opening, entries);
        return statement.xml.toString();
    }

    private void write(long opening, List<BookEntry> entries) {
        LocalDate last = entries.stream().map(BookEntry::booked).reduce(date, (a, b) -> b.isAfter(a) ? b : a);
        long closing = entries.stream().mapToLong(BookEntry::amount).reduce(opening, Math::addExact);
        String account = AccountId.of(holder, currency);
        String id = account + "-" + date.format(DateTimeFormatter.BASIC_ISO_DATE);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"")
                .append(NAMESPACE)
                .append("\">\n<BkToCstmrStmt>\n<GrpHdr>");
        element("MsgId", id);
        element("CreDtTm", last + CLOSE_OF_DAY);
        xml.append("</GrpHdr>\n<Stmt>");
        element("Id", id);
        element("ElctrncSeqNb", Integer.toString(date.getDayOfYear()));
        element("CreDtTm", last + CLOSE_OF_DAY);
        xml.append("<FrToDt>");
        element("FrDtTm", date + "T00:00:00+08:00");
        element("ToDtTm", last + CLOSE_OF_DAY);
        xml.append("</FrToDt>\n<Acct><Id><Othr>");
        element("Id", account);
        xml.append("</Othr></Id>");
        element("Ccy", currency.code());
        xml.append("<Ownr>");
        element("Nm", holder.member().name());
        xml.append("</Ownr><Svcr><FinInstnId>");
        element("BICFI", consortium.issuer().bic());
        element("Nm", consortium.issuer().name());
        xml.append("</FinInstnId></Svcr></Acct>\n");
        balance("OPBD", opening, date);
        balance("CLBD", closing, last);
        summary(entries);
        int serial = 0;
        for (BookEntry entry : entries) {
            entry(entry, ++serial);
        }
        xml.append("</Stmt>\n</BkToCstmrStmt>\n</Document>\n");
    }

    private void balance(String code, long balance, LocalDate day) {
        xml.append("<Bal><Tp><CdOrPrtry>");
        element("Cd", code);
        xml.append("</CdOrPrtry></Tp>");
        amount(balance);
        xml.append("<Dt>");
        element("Dt", day.toString());
        xml.append("</Dt></Bal>\n");
    }

    /** Counts and sums of what follows, by which a reader notices a cut file. */
    private void summary(List<BookEntry> entries) {
        xml.append("<TxsSummry><TtlNtries>");
        element("NbOfNtries", Integer.toString(entries.size()));
        xml.append("</TtlNtries>");
        total(
                "TtlCdtNtries",
                entries.stream().filter(entry -> entry.amount() > 0).toList());
        total(
                "TtlDbtNtries",
                entries.stream().filter(entry -> entry.amount() < 0).toList());
        xml.append("</TxsSummry>\n");
    }

    private void total(String name, List<BookEntry> entries) {
        long sum = entries.stream().mapToLong(entry -> Math.abs(entry.amount())).reduce(0, Math::addExact);
        xml.append('<').append(name).append('>');
        element("NbOfNtries", Integer.toString(entries.size()));
        element("Sum", currency.decimal(sum));
        xml.append("</").append(name).append('>');
    }

    private void entry(BookEntry entry, int serial) {
        xml.append("<Ntry>");
        amount(entry.amount());
        if (entry.reversal()) {
            element("RvslInd", "true");
        }
        xml.append("<Sts><Cd>BOOK</Cd></Sts><BookgDt>");
        element("Dt", entry.booked().toString());
        xml.append("</BookgDt><ValDt>");
        element("Dt", entry.valueDate().toString());
        xml.append("</ValDt>");
        element("AcctSvcrRef", serviceReference(serial));
        xml.append("<BkTxCd><Prtry>");
        element("Cd", entry.amount() > 0 ? "CREDIT" : "DEBIT");
        xml.append("</Prtry></BkTxCd><NtryDtls>");
        List<String> references = entry.references().isEmpty() ? List.of("NOTPROVIDED") : entry.references();
        for (String reference : references) {
            details(entry, reference);
        }
        xml.append("</NtryDtls>");
        element("AddtlNtryInf", entry.text());
        xml.append("</Ntry>\n");
    }

    private void details(BookEntry entry, String reference) {
        String party = entry.amount() > 0 ? "Dbtr" : "Cdtr";
        xml.append("<TxDtls><Refs>");
        element("EndToEndId", reference);
        xml.append("</Refs><RltdPties><").append(party).append("><Pty>");
        element("Nm", entry.counterparty());
        xml.append("</Pty></").append(party).append("></RltdPties></TxDtls>");
    }

    private String serviceReference(int serial) {
        String number = Integer.toString(serial);
        return AccountId.of(holder, currency) + "-" + "0".repeat(Math.max(0, 6 - number.length())) + number;
    }

    private void amount(long signed) {
        xml.append("<Amt Ccy=\"").append(currency.code()).append("\">");
        xml.append(currency.decimal(Math.abs(signed))).append("</Amt>");
        element("CdtDbtInd", signed < 0 ? "DBIT" : "CRDT");
    }

    private void element(String name, String text) {
        xml.append('<').append(name).append('>');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                default -> xml.append(c);
            }
        }
        xml.append("</").append(name).append('>');
    }
}
