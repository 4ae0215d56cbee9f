package clearing.generate;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads what the generator wrote with other eyes: rows as maps, statements by a DOM parser, sums in BigDecimal. */
final class MemberFiles {
    private MemberFiles() {}

    /** One line of the books, of either format. */
    record Line(
            String account,
            String asset,
            BigDecimal amount,
            List<String> references,
            String counterparty,
            String booked,
            String valueDate,
            boolean reversal) {}

    /** An account with its balances. */
    record Ledger(String account, String asset, BigDecimal opening, BigDecimal closing, List<Line> lines) {}

    static List<Map<String, String>> csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }

    static List<Ledger> books(Path member) throws IOException {
        List<Ledger> ledgers = new ArrayList<>();
        try (Stream<Path> statements = Files.list(member.resolve("statements"))) {
            for (Path statement : statements.sorted().toList()) {
                ledgers.add(statement(statement));
            }
        }
        Path securities = member.resolve("securities.csv");
        if (Files.exists(securities)) {
            ledgers.addAll(securities(csv(securities)));
        }
        return ledgers;
    }

    private static Ledger statement(Path file) throws IOException {
        Element root = parse(file).getDocumentElement();
        String[] id = text(first(root, "Acct"), "Id").trim().split("-", -1);
        String currency = text(root, "Ccy");
        List<Line> lines = new ArrayList<>();
        for (Element entry : all(root, "Ntry")) {
            lines.add(new Line(
                    id[1],
                    currency,
                    signed(entry),
                    all(entry, "EndToEndId").stream()
                            .map(Element::getTextContent)
                            .filter(reference -> !reference.equals("NOTPROVIDED"))
                            .toList(),
                    text(first(entry, "RltdPties"), "Nm"),
                    text(first(entry, "BookgDt"), "Dt"),
                    text(first(entry, "ValDt"), "Dt"),
                    !all(entry, "RvslInd").isEmpty()));
        }
        List<Element> balances = all(root, "Bal");
        return new Ledger(id[1], currency, signed(balances.get(0)), signed(balances.get(1)), lines);
    }

    private static List<Ledger> securities(List<Map<String, String>> rows) {
        List<Ledger> ledgers = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        BigDecimal opening = BigDecimal.ZERO;
        for (Map<String, String> row : rows) {
            String account = field(row, "account_id").split("-", -1)[2];
            BigDecimal quantity = new BigDecimal(field(row, "quantity"));
            switch (field(row, "record")) {
                case "OPENING" -> opening = quantity;
                case "CLOSING" -> {
                    ledgers.add(new Ledger(account, field(row, "isin"), opening, quantity, List.copyOf(lines)));
                    lines.clear();
                }
                default ->
                    lines.add(new Line(
                            account,
                            field(row, "isin"),
                            quantity,
                            field(row, "reference").isEmpty()
                                    ? List.of()
                                    : List.of(field(row, "reference").split("\\+", -1)),
                            field(row, "counterparty"),
                            field(row, "booking_date"),
                            field(row, "value_date"),
                            Boolean.parseBoolean(field(row, "reversal"))));
            }
        }
        return ledgers;
    }

    static String field(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new AssertionError("no column " + column + " in " + row);
        }
        return value;
    }

    private static BigDecimal signed(Element element) {
        BigDecimal amount = new BigDecimal(text(element, "Amt"));
        return text(element, "CdtDbtInd").equals("DBIT") ? amount.negate() : amount;
    }

    private static Document parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new IOException(file.toString(), e);
        }
    }

    private static Element first(Element parent, String name) {
        return all(parent, name).getFirst();
    }

    private static String text(Element parent, String name) {
        return first(parent, name).getTextContent();
    }

    /** Descendants by name, not looking inside a match. */
    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                if (element.getTagName().equals(name)) {
                    found.add(element);
                } else {
                    found.addAll(all(element, name));
                }
            }
        }
        return found;
    }
}
