package clearing.settlement.api;

import clearing.settlement.desk.proposal.ProposedPostings.Posting;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Adjusting entries as files: CSV that no spreadsheet takes for formulas, and camt.053 with entries of status INFO. */
final class PostingText {
    private static final String CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private static final String COLUMNS =
            "id,account,asset,amount,reference,counterparty,value_date,text,reason,break,proposal,"
                    + "maker,checkers,proposed_at\r\n";

    private PostingText() {}

    static String csv(List<Posting> postings, Json json) {
        StringBuilder text = new StringBuilder(COLUMNS);
        for (Posting posting : postings) {
            text.append(String.join(
                            ",",
                            Long.toString(posting.id()),
                            quoted(posting.account()),
                            quoted(posting.asset()),
                            json.amount(posting.asset(), posting.minor()),
                            quoted(posting.reference()),
                            quoted(posting.counterparty()),
                            posting.valueDate().toString(),
                            quoted(posting.text()),
                            quoted(posting.reason()),
                            Long.toString(posting.breakId()),
                            Long.toString(posting.proposal()),
                            quoted(posting.maker()),
                            quoted(String.join(" ", posting.checkers())),
                            posting.at().toString()))
                    .append("\r\n");
        }
        return text.toString();
    }

    /** A text field; one that a spreadsheet would calculate is given an apostrophe. */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    static String camt(String member, long number, Instant now, List<Posting> postings, Json json) {
        SortedMap<String, List<Posting>> accounts = new TreeMap<>();
        postings.forEach(
                posting -> accounts.computeIfAbsent(posting.account() + " " + posting.asset(), key -> new ArrayList<>())
                        .add(posting));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace(CAMT);
            xml.writeStartElement("BkToCstmrStmt");
            xml.writeStartElement("GrpHdr");
            element(xml, "MsgId", member + "-ADJ-" + number);
            element(xml, "CreDtTm", now.truncatedTo(ChronoUnit.SECONDS).toString());
            xml.writeEndElement();
            int place = 0;
            for (List<Posting> account : accounts.values()) {
                statement(xml, number + "-" + ++place, now, account, json);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text cannot be written", e);
        }
        return text.toString();
    }

    private static void statement(XMLStreamWriter xml, String id, Instant now, List<Posting> postings, Json json)
            throws XMLStreamException {
        Posting first = postings.getFirst();
        xml.writeStartElement("Stmt");
        element(xml, "Id", "ADJ-" + id);
        element(xml, "CreDtTm", now.truncatedTo(ChronoUnit.SECONDS).toString());
        nested(xml, first.account() + "-" + first.asset(), "Acct", "Id", "Othr", "Id");
        for (Posting posting : postings) {
            BigDecimal amount = new BigDecimal(json.amount(posting.asset(), posting.minor()));
            xml.writeStartElement("Ntry");
            element(xml, "NtryRef", posting.reference());
            xml.writeStartElement("Amt");
            xml.writeAttribute("Ccy", posting.asset());
            xml.writeCharacters(amount.abs().toPlainString());
            xml.writeEndElement();
            element(xml, "CdtDbtInd", amount.signum() < 0 ? "DBIT" : "CRDT");
            nested(xml, "INFO", "Sts", "Cd");
            nested(xml, posting.valueDate().toString(), "ValDt", "Dt");
            nested(xml, "ADJT", "BkTxCd", "Prtry", "Cd");
            element(xml, "AddtlNtryInf", posting.text());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void nested(XMLStreamWriter xml, String text, String... names) throws XMLStreamException {
        for (int i = 0; i < names.length - 1; i++) {
            xml.writeStartElement(names[i]);
        }
        element(xml, names[names.length - 1], text);
        for (int i = 0; i < names.length - 1; i++) {
            xml.writeEndElement();
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
