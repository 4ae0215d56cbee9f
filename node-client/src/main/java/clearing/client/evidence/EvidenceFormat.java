package clearing.client.evidence;

import clearing.client.evidence.EvidenceDocument.Named;
import clearing.client.evidence.EvidenceFacts.AuditRecord;
import clearing.client.evidence.EvidenceFacts.Entry;
import clearing.client.evidence.EvidenceFacts.Section;
import clearing.client.evidence.EvidenceFacts.Trade;
import clearing.kernel.codec.Blob;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * The one form of a pack's facts: JSON in UTF-8, ASCII by escapes, fields in a fixed order, the signature last and always as long, as hex digits
 * filled up with zeros.
 */
final class EvidenceFormat {
    static final String NAME = "clearing-evidence";
    static final String FILE = "evidence.json";
    /** How the pages are drawn; pages that another form drew cannot be drawn again by this one. */
    static final int FORM = 1;

    static final int SIGNATURE_DIGITS = 144;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

    private EvidenceFormat() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] write(EvidenceDocument document) {
        EvidenceFacts facts = document.facts();
        ObjectNode root = object().put("format", NAME)
                .put("version", 1)
                .put("form", FORM)
                .put("member", facts.member())
                .put("title", facts.title())
                .put("at", facts.at().toString());
        ArrayNode entries = root.putArray("entries");
        for (Entry e : facts.entries()) {
            entries.addObject()
                    .put("account", e.account())
                    .put("asset", e.asset())
                    .put("entry", e.entry())
                    .put("amount", e.amount())
                    .put("bookingDate", e.bookingDate())
                    .put("valueDate", e.valueDate())
                    .put("reference", e.reference())
                    .put("status", e.status());
        }
        ArrayNode trades = root.putArray("trades");
        for (Trade t : facts.trades()) {
            trades.addObject()
                    .put("reference", t.reference())
                    .put("place", t.place())
                    .put("state", t.state());
        }
        ArrayNode audit = root.putArray("audit");
        for (AuditRecord r : facts.audit()) {
            audit.addObject()
                    .put("index", r.index())
                    .put("at", r.at())
                    .put("actor", r.actor())
                    .put("action", r.action())
                    .put("subject", r.subject())
                    .put("detail", r.detail())
                    .put("hash", r.hash());
        }
        ArrayNode sections = root.putArray("sections");
        for (Section s : facts.sections()) {
            ObjectNode section = sections.addObject().put("title", s.title()).put("note", s.note());
            texts(section.putArray("columns"), s.columns());
            ArrayNode rows = section.putArray("rows");
            s.rows().forEach(row -> texts(rows.addArray(), row));
        }
        ArrayNode certificates = root.putArray("certificates");
        for (Named c : document.certificates()) {
            certificates
                    .addObject()
                    .put("name", c.name())
                    .put("sha256", c.sha256())
                    .put("sentence", c.sentence());
        }
        root.put(
                "identity",
                Base64.getEncoder().encodeToString(document.identity().bytes()));
        root.put("signature", digits(document.signature().bytes()));
        try {
            return (WRITER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
        }
    }

    private static String digits(byte[] signature) {
        String hex = HexFormat.of().formatHex(signature);
        if (hex.length() > SIGNATURE_DIGITS) {
            throw new IllegalArgumentException("A signature has at most " + SIGNATURE_DIGITS / 2 + " bytes.");
        }
        return hex + "0".repeat(SIGNATURE_DIGITS - hex.length());
    }

    private static void texts(ArrayNode into, List<String> texts) {
        texts.forEach(into::add);
    }

    /** @throws UnreadableEvidence when the bytes are no pack's facts in their one form */
    static EvidenceDocument read(byte[] file) {
        try {
            JsonNode root = JSON.readTree(file);
            if (root == null || !root.path("format").asText().equals(NAME)) {
                throw new UnreadableEvidence("Its " + FILE + " is not that of an evidence pack.");
            }
            if (root.path("version").asInt() != 1 || root.path("form").asInt() != FORM) {
                throw new UnreadableEvidence(
                        "It is of another version or form; this program reads 1 and " + FORM + ".");
            }
            EvidenceDocument document = new EvidenceDocument(
                    new EvidenceFacts(
                            text(root, "member"),
                            text(root, "title"),
                            Instant.parse(text(root, "at")),
                            list(
                                    root.path("entries"),
                                    e -> new Entry(
                                            text(e, "account"),
                                            text(e, "asset"),
                                            text(e, "entry"),
                                            text(e, "amount"),
                                            text(e, "bookingDate"),
                                            text(e, "valueDate"),
                                            text(e, "reference"),
                                            text(e, "status"))),
                            list(
                                    root.path("trades"),
                                    t -> new Trade(text(t, "reference"), text(t, "place"), text(t, "state"))),
                            list(
                                    root.path("audit"),
                                    r -> new AuditRecord(
                                            r.path("index").asLong(-1),
                                            text(r, "at"),
                                            text(r, "actor"),
                                            text(r, "action"),
                                            text(r, "subject"),
                                            text(r, "detail"),
                                            text(r, "hash"))),
                            list(
                                    root.path("sections"),
                                    s -> new Section(
                                            text(s, "title"),
                                            text(s, "note"),
                                            list(s.path("columns"), JsonNode::asText),
                                            list(s.path("rows"), row -> list(row, JsonNode::asText))))),
                    list(
                            root.path("certificates"),
                            c -> new Named(text(c, "name"), text(c, "sha256"), text(c, "sentence"))),
                    Blob.of(Base64.getDecoder().decode(text(root, "identity"))),
                    signature(text(root, "signature")));
            if (!Arrays.equals(write(document), file)) {
                throw new UnreadableEvidence("Its " + FILE + " is not in the form in which such files are written.");
            }
            return document;
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new UnreadableEvidence("Its " + FILE + " cannot be read: " + e.getMessage());
        }
    }

    private static Blob signature(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        // DER says its own length: SEQUENCE, length of what follows.
        int length = bytes.length < 2 ? 0 : Math.min(bytes.length, bytes[1] + 2);
        return Blob.of(Arrays.copyOf(bytes, Math.max(0, length)));
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> each) {
        List<T> all = new ArrayList<>();
        nodes.forEach(node -> all.add(each.apply(node)));
        return all;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("it has no text " + field);
        }
        return value.asText();
    }
}
