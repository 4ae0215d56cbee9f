package clearing.messages;

import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one XML document as a stream. A failure of the stream is an {@link XmlFailure}. */
final class XmlOut {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final XMLStreamWriter out;

    /** The output failed; the cause says how. */
    static final class XmlFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        XmlFailure(XMLStreamException cause) {
            super(cause);
        }
    }

    /** A step of writing. */
    interface Part {
        /** Writes the content. */
        void write();
    }

    /** Begins a document with that message in it, runs its content, and ends it. The stream is flushed and not closed. */
    static void document(OutputStream stream, String message, java.util.function.Consumer<XmlOut> content) {
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement("Document");
            writer.writeDefaultNamespace("urn:iso:std:iso:20022:tech:xsd:" + message);
            content.accept(new XmlOut(writer));
            writer.writeEndElement();
            writer.writeEndDocument();
            writer.flush();
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    private XmlOut(XMLStreamWriter out) {
        this.out = out;
    }

    /** An element with elements in it. */
    void in(String name, Part content) {
        try {
            out.writeStartElement(name);
            content.write();
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    /** Begins an element that {@link #close} ends. */
    void open(String name) {
        try {
            out.writeStartElement(name);
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    /** Ends the element that was begun last. */
    void close() {
        try {
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    /** An element below another, and so on: {@code in("Id", "Othr", content)}. */
    void in(String outer, String inner, Part content) {
        in(outer, () -> in(inner, content));
    }

    /** An element with text. */
    void text(String name, String text) {
        try {
            out.writeStartElement(name);
            out.writeCharacters(text);
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    /** An amount without sign. */
    void amount(String name, String currency, BigInteger minor, int scale) {
        String text = Fit.amount(minor, scale);
        try {
            out.writeStartElement(name);
            out.writeAttribute("Ccy", currency);
            out.writeCharacters(text);
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw new XmlFailure(e);
        }
    }

    /** {@code CdtDbtInd}: nothing and more is credit. */
    void direction(BigInteger minor) {
        text("CdtDbtInd", minor.signum() < 0 ? "DBIT" : "CRDT");
    }

    /** A day within its choice of day or time. */
    void day(String name, LocalDate day) {
        in(name, () -> text("Dt", day.toString()));
    }

    /** A time in UTC, to the second. */
    void time(String name, Instant at) {
        text(name, SECONDS.format(at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
    }

    /** A time with its offset, to the second. */
    void time(String name, OffsetDateTime at) {
        text(name, SECONDS.format(at));
    }
}
