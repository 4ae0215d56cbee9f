package clearing.books;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The one XML reader factory of the product. The platform's own parser, named and not looked up, so that no library on the class
 * path takes its place. It declares no document type, replaces no entity but the five of XML itself, and opens nothing.
 */
final class HardenedXml {
    private static final XMLInputFactory FACTORY = create();

    private HardenedXml() {}

    /** A reader over a text: the parser never decodes bytes, whose faults it also writes to standard error. */
    static XMLStreamReader reader(String text) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(new StringReader(text));
    }

    private static XMLInputFactory create() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        // Faults come as exceptions; without this the parser also writes them to standard error.
        factory.setXMLReporter((message, type, information, location) -> {});
        return factory;
    }
}
