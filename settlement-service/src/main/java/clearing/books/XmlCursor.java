package clearing.books;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks an XML file element by element under {@link Limits}. Everything wrong comes out as a {@link BooksException} with line and
 * column.
 */
final class XmlCursor implements AutoCloseable {
    private final String file;
    private final Limits limits;
    private final XMLStreamReader reader;
    private int depth;
    /** Some faults of the parser carry no place: then it is the last one that did. */
    private Location lastKnown;

    /** @param content all bytes, whose character set they themselves tell */
    XmlCursor(String file, byte[] content, Limits limits) {
        this.file = file;
        this.limits = limits;
        lastKnown = new Location(file, 1, 1);
        try {
            reader = HardenedXml.reader(XmlText.of(file, content));
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    Location location() {
        return new Location(
                file,
                Math.max(reader.getLocation().getLineNumber(), 1),
                Math.max(reader.getLocation().getColumnNumber(), 1));
    }

    /** Moves to the next start of an element. False at the end of the enclosing element, or of the file. */
    boolean nextElement() {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    String name() {
        return reader.getLocalName();
    }

    String namespace() {
        String uri = reader.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    /** An attribute of the element that the cursor stands on, of any namespace, or empty. */
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return "";
    }

    /** Passes over the element that the cursor stands on. */
    void skip() {
        int until = depth - 1;
        while (depth > until) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> enter();
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new BooksException(
                            ProblemCode.XML_MALFORMED, location(), "", "The file ends within an element.");
                default -> {}
            }
        }
    }

    /** Reads the element that the cursor stands on with all below it; supplementary data, which is anyone's, is left out. */
    Node tree(String namespace) {
        return tree(namespace, new int[1]);
    }

    private Node tree(String namespace, int[] nodes) {
        if (++nodes[0] > limits.entryNodes()) {
            throw new BooksException(
                    ProblemCode.TOO_LARGE,
                    location(),
                    name(),
                    "More than " + limits.entryNodes() + " elements in one entry.");
        }
        requireNamespace(namespace);
        Node node = new Node(name(), location());
        String currency = reader.getAttributeValue(null, "Ccy");
        node.currency = currency == null ? "" : currency;
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    if (name().equals("SplmtryData")) {
                        skip();
                    } else {
                        node.children.add(tree(namespace, nodes));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    node.text = Texts.collapse(text.toString());
                    return node;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + reader.getTextLength() > limits.textLength()) {
                        throw new BooksException(
                                ProblemCode.FIELD_TOO_LONG,
                                location(),
                                node.name,
                                "A field has at most " + limits.textLength() + " characters.");
                    }
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new BooksException(
                            ProblemCode.XML_MALFORMED, location(), "", "The file ends within an element.");
                default -> {}
            }
        }
    }

    void requireNamespace(String namespace) {
        if (!namespace().equals(namespace)) {
            throw new BooksException(
                    ProblemCode.XML_NAMESPACE,
                    location(),
                    name(),
                    "The element is of another namespace: " + Texts.quote(namespace()) + ".");
        }
    }

    private void enter() {
        lastKnown = location();
        if (++depth > limits.depth()) {
            throw new BooksException(
                    ProblemCode.XML_TOO_DEEP,
                    location(),
                    "",
                    "Elements are nested more than " + limits.depth() + " deep.");
        }
        if (reader.getAttributeCount() > limits.attributes()) {
            throw new BooksException(
                    ProblemCode.XML_TOO_MANY_ATTRIBUTES,
                    location(),
                    name(),
                    "An element has more than " + limits.attributes() + " attributes.");
        }
    }

    private int next() {
        try {
            if (!reader.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new BooksException(
                        ProblemCode.XML_DOCTYPE,
                        location(),
                        "",
                        "The file declares a document type or uses an entity of one; statements have neither.");
            }
            return event;
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private BooksException malformed(XMLStreamException e) {
        Location stated = e.getLocation() == null || e.getLocation().getLineNumber() < 1
                ? lastKnown
                : new Location(
                        file,
                        e.getLocation().getLineNumber(),
                        Math.max(e.getLocation().getColumnNumber(), 1));
        return new BooksException(ProblemCode.XML_MALFORMED, stated, "", "Not well-formed XML.");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }
}
