package clearing.messages;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlEnumValue;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.bind.annotation.XmlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Holds a message against its published definition. Names, order, number and code words are those that another publisher's annotated
 * classes state; lengths and patterns, which those leave out, are in a table here, by element.
 */
final class PublishedSchema {
    private static final String MODEL = "com.prowidesoftware.swift.model.mx.dic.";
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";
    private static final Map<String, String> ROOTS = Map.of(
            "camt.053.001.08", "BankToCustomerStatementV08",
            "camt.054.001.08", "BankToCustomerDebitCreditNotificationV08",
            "pacs.009.001.08", "FinancialInstitutionCreditTransferV08",
            "sese.023.001.09", "SecuritiesSettlementTransactionInstructionV09");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /** Facets by the end of the path, the longest that fits counts. */
    private static final Map<String, Pattern> FACETS = Map.ofEntries(
            facet("MsgId", ".{1,35}"),
            facet("Stmt/Id", ".{1,35}"),
            facet("Ntfctn/Id", ".{1,35}"),
            facet("AddtlInf", ".{1,500}"),
            facet("PgNb", "[0-9]{1,5}"),
            facet("Acct/Id/Othr/Id", ".{1,34}"),
            facet("DbtrAcct/Id/Othr/Id", ".{1,34}"),
            facet("Acct/Ccy", "[A-Z]{3,3}"),
            facet("OrgId/Othr/Id", ".{1,35}"),
            facet("SchmeNm/Prtry", ".{1,35}"),
            facet("Ownr/Nm", ".{1,140}"),
            facet("Pty/Nm", ".{1,140}"),
            facet("CdOrPrtry/Cd", ".{1,4}"),
            facet("Sts/Cd", ".{1,4}"),
            facet("NbOfNtries", "[0-9]{1,15}"),
            facet("NtryRef", ".{1,35}"),
            facet("AcctSvcrRef", ".{1,35}"),
            facet("Domn/Cd", ".{1,4}"),
            facet("Fmly/Cd", ".{1,4}"),
            facet("SubFmlyCd", ".{1,4}"),
            facet("Prtry/Cd", ".{1,35}"),
            facet("Prtry/Issr", ".{1,35}"),
            facet("EndToEndId", ".{1,35}"),
            facet("InstrId", ".{1,35}"),
            facet("TxId", ".{1,35}"),
            facet("MktInfrstrctrTxId", ".{1,35}"),
            facet("UETR", "[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}"),
            facet("NbOfTxs", "[0-9]{1,15}"),
            facet("ClrSys/Prtry", ".{1,35}"),
            facet("ClrSysId/Prtry", ".{1,35}"),
            facet("MmbId", ".{1,35}"),
            facet("CmonId", ".{1,35}"),
            facet("TradId", ".{1,35}"),
            facet("SttlmInstrPrcgAddtlDtls", ".{1,350}"),
            facet("ISIN", "[A-Z]{2,2}[A-Z0-9]{9,9}[0-9]{1,1}"),
            facet("PrtryId/Id", ".{1,35}"),
            facet("PrtryId/Issr", ".{1,35}"),
            facet("SfkpgAcct/Id", ".{1,35}"),
            facet("NmAndAdr/Nm", ".{1,140}"));

    private final List<String> differences = new ArrayList<>();

    private PublishedSchema() {}

    private static Map.Entry<String, Pattern> facet(String path, String pattern) {
        return Map.entry("/" + path, Pattern.compile(pattern));
    }

    /** What in the message is not as its definition says; nothing when all is. */
    static List<String> differences(byte[] message) {
        PublishedSchema schema = new PublishedSchema();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(message))
                    .getDocumentElement();
            String name = String.valueOf(root.getNamespaceURI()).replace(NAMESPACE, "");
            String type = ROOTS.get(name);
            List<Element> children = children(root);
            if (type == null || children.size() != 1) {
                return List.of("no such message: " + name + " with " + children.size() + " elements");
            }
            schema.element(
                    children.getFirst(),
                    Class.forName(MODEL + type),
                    "/" + children.getFirst().getLocalName());
        } catch (ParserConfigurationException | SAXException | IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return schema.differences;
    }

    private void element(Element element, Class<?> type, String path) {
        XmlType said = type.getAnnotation(XmlType.class);
        Optional<Field> value = Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(XmlValue.class))
                .findFirst();
        if (said == null || value.isPresent() || type.isEnum()) {
            value.ifPresent(field -> attributes(element, type, path));
            leaf(element, value.<Class<?>>map(Field::getType).orElse(type), path);
            return;
        }
        List<Element> left = new ArrayList<>(children(element));
        int kinds = 0;
        for (String property : said.propOrder()) {
            kinds += taken(left, type, property, path);
        }
        left.forEach(extra -> differences.add(path + "/" + extra.getLocalName() + " is unknown or out of order"));
        if (type.getSimpleName().matches(".*Choice\\d*") && kinds != 1) {
            differences.add(path + " is a choice and has " + kinds);
        }
    }

    /** Takes what the property has from the front of the list. */
    private int taken(List<Element> left, Class<?> type, String property, String path) {
        Field field;
        try {
            field = type.getDeclaredField(property);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
        XmlElement said = field.getAnnotation(XmlElement.class);
        if (said == null) {
            return 0;
        }
        boolean many = List.class.isAssignableFrom(field.getType());
        Class<?> content = many
                ? (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
                : field.getType();
        int found = 0;
        while (!left.isEmpty() && left.getFirst().getLocalName().equals(said.name()) && (many || found == 0)) {
            element(left.removeFirst(), content, path + "/" + said.name());
            found++;
        }
        if (found == 0 && said.required()) {
            differences.add(path + "/" + said.name() + " is missing");
        }
        return Math.min(found, 1);
    }

    private void attributes(Element element, Class<?> type, String path) {
        for (Field field : type.getDeclaredFields()) {
            XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
            if (attribute != null
                    && attribute.required()
                    && !element.getAttribute(attribute.name()).matches("[A-Z]{3}")) {
                differences.add(path + "@" + attribute.name() + " is no currency");
            }
        }
    }

    private void leaf(Element element, Class<?> type, String path) {
        String text = element.getTextContent();
        if (!children(element).isEmpty()) {
            differences.add(path + " has elements in it");
        } else if (type.isEnum()) {
            boolean known = Arrays.stream(type.getFields())
                    .map(word -> word.getAnnotation(XmlEnumValue.class) == null
                            ? word.getName()
                            : word.getAnnotation(XmlEnumValue.class).value())
                    .anyMatch(text::equals);
            require(known, path, text);
        } else if (type == BigDecimal.class) {
            require(DECIMAL.matcher(text).matches() && new BigDecimal(text).precision() <= 18, path, text);
            require(
                    !path.endsWith("Amt") || new BigDecimal(text).signum() >= 0 && new BigDecimal(text).scale() <= 5,
                    path,
                    text);
        } else if (type == LocalDate.class) {
            require(text.equals(LocalDate.parse(text).toString()), path, text);
        } else if (type == OffsetDateTime.class) {
            require(text.length() >= 20 && OffsetDateTime.parse(text).getYear() > 1900, path, text);
        } else if (type == boolean.class || type == Boolean.class) {
            require(text.equals("true") || text.equals("false"), path, text);
        } else {
            require(type == String.class && facet(path).matcher(text).matches(), path, text);
        }
    }

    private static Pattern facet(String path) {
        return FACETS.entrySet().stream()
                .filter(facet -> path.endsWith(facet.getKey()))
                .max(java.util.Comparator.comparingInt(facet -> facet.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError("the table of facets lacks " + path));
    }

    private void require(boolean holds, String path, String text) {
        if (!holds) {
            differences.add(path + " cannot be '" + text + "'");
        }
    }

    private static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
