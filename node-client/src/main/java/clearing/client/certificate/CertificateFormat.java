package clearing.client.certificate;

import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.Issue;
import clearing.client.certificate.Certificate.OrdererSignature;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.certificate.Certificate.Place;
import clearing.client.certificate.Certificate.Signatures;
import clearing.client.certificate.Certificate.SignedBlock;
import clearing.client.certificate.Certificate.StoredBlock;
import clearing.client.certificate.Certificate.TradePlace;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one form of a certificate's file: JSON in UTF-8, fields in a fixed order, two blanks of indentation, bytes as base64. A file in
 * any other form is not read, so that two different files never say the same.
 */
final class CertificateFormat {
    static final String NAME = "clearing-certificate";
    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private CertificateFormat() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The file. */
    static byte[] write(Certificate certificate) {
        try {
            return (WRITER.writeValueAsString(tree(certificate)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
        }
    }

    /** Whether bytes say that they are a certificate. */
    static boolean claimsToBe(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, 200), StandardCharsets.ISO_8859_1);
        return head.contains("\"" + NAME + "\"");
    }

    /** What the issuer signs: the file with an empty signature. */
    static byte[] toSign(Certificate certificate) {
        return write(certificate.signed(ByteString.EMPTY));
    }

    /** @throws UnreadableCertificate when the bytes are not a certificate in its one form */
    static Certificate read(byte[] file) {
        Certificate certificate = parse(file);
        if (!Arrays.equals(write(certificate), file)) {
            throw new UnreadableCertificate("It is not in the form in which certificates are written.");
        }
        return certificate;
    }

    /** @throws UnreadableCertificate when the bytes are not a certificate in any form */
    static Certificate parse(byte[] file) {
        try {
            JsonNode root = JSON.readTree(file);
            if (root == null || !root.path("format").asText().equals(NAME)) {
                throw new UnreadableCertificate("It is no certificate of this ledger.");
            }
            if (root.path("version").asInt() != VERSION) {
                throw new UnreadableCertificate(
                        "It is of version " + root.path("version").asText() + "; this program reads " + VERSION + ".");
            }
            return certificate(root);
        } catch (IOException e) {
            throw new UnreadableCertificate("It is not JSON: " + firstLine(e), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableCertificate(String.valueOf(e.getMessage()), e);
        }
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static ObjectNode tree(Certificate certificate) {
        ObjectNode root = object().put("format", NAME)
                .put("version", VERSION)
                .put("channel", certificate.channel())
                .put("chaincode", certificate.chaincode())
                .put("state", certificate.state().name());
        root.set("statement", certificate.statement());
        root.putObject("place")
                .put("block", certificate.place().block())
                .put("index", certificate.place().index());
        certificate
                .trade()
                .ifPresent(trade -> root.putObject("trade")
                        .put("page", base64(trade.page()))
                        .put("index", trade.index()));
        root.put("genesis", base64(certificate.genesis()));
        root.put("dataHashes", base64(certificate.dataHashes()));
        ArrayNode configurations = root.putArray("configurations");
        certificate.configurations().forEach(block -> put(configurations.addObject(), block));
        ArrayNode sources = root.putArray("sources");
        certificate.sources().forEach(block -> put(sources.addObject(), block));
        put(root.putObject("block"), certificate.block());
        certificate.tip().ifPresent(tip -> put(root.putObject("tip"), tip));
        certificate.attestation().ifPresent(attestation -> put(root.putObject("attestation"), attestation));
        root.putObject("issue")
                .put("identity", base64(certificate.issue().identity()))
                .put("at", certificate.issue().at())
                .put("replayed", certificate.issue().replayed())
                .put("signature", base64(certificate.issue().signature()));
        return root;
    }

    private static void put(ObjectNode node, SignedBlock block) {
        put(node, block.data());
        put(node.putObject("signatures"), block.signatures());
    }

    private static void put(ObjectNode node, StoredBlock block) {
        ArrayNode envelopes = node.put("number", block.number()).putArray("envelopes");
        block.envelopes().forEach(envelope -> envelopes.add(base64(envelope)));
    }

    private static void put(ObjectNode node, Signatures signatures) {
        ArrayNode each = node.put("value", base64(signatures.value())).putArray("each");
        for (OrdererSignature one : signatures.each()) {
            each.addObject()
                    .put("signatureHeader", base64(one.signatureHeader()))
                    .put("identifierHeader", base64(one.identifierHeader()))
                    .put("signature", base64(one.signature()));
        }
    }

    private static void put(ObjectNode node, Attestation attestation) {
        ArrayNode peers = node.put("channelHeader", base64(attestation.channelHeader()))
                .put("signatureHeader", base64(attestation.signatureHeader()))
                .put("payload", base64(attestation.payload()))
                .putArray("peers");
        for (PeerStatement peer : attestation.peers()) {
            peers.addObject()
                    .put("endorser", base64(peer.endorser()))
                    .put("action", base64(peer.action()))
                    .put("metadata", base64(peer.metadata()))
                    .put("signature", base64(peer.signature()));
        }
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Certificate certificate(JsonNode root) {
        JsonNode issue = field(root, "issue");
        JsonNode place = field(root, "place");
        return new Certificate(
                text(root, "channel"),
                text(root, "chaincode"),
                Finality.valueOf(text(root, "state")),
                field(root, "statement"),
                new Place(number(place, "block"), Math.toIntExact(number(place, "index"))),
                optional(root, "trade")
                        .map(trade -> new TradePlace(bytes(trade, "page"), Math.toIntExact(number(trade, "index")))),
                bytes(root, "genesis"),
                bytes(root, "dataHashes"),
                list(root, "configurations", CertificateFormat::signedBlock),
                list(root, "sources", CertificateFormat::storedBlock),
                signedBlock(field(root, "block")),
                optional(root, "tip").map(CertificateFormat::signatures),
                optional(root, "attestation")
                        .map(node -> new Attestation(
                                bytes(node, "channelHeader"),
                                bytes(node, "signatureHeader"),
                                bytes(node, "payload"),
                                list(node, "peers", CertificateFormat::peer))),
                new Issue(
                        bytes(issue, "identity"),
                        text(issue, "at"),
                        number(issue, "replayed"),
                        bytes(issue, "signature")));
    }

    private static PeerStatement peer(JsonNode node) {
        return new PeerStatement(
                bytes(node, "endorser"), bytes(node, "action"), bytes(node, "metadata"), bytes(node, "signature"));
    }

    private static SignedBlock signedBlock(JsonNode node) {
        return new SignedBlock(storedBlock(node), signatures(field(node, "signatures")));
    }

    private static StoredBlock storedBlock(JsonNode node) {
        return new StoredBlock(
                number(node, "number"), list(node, "envelopes", envelope -> decode(envelope, "envelopes")));
    }

    private static Signatures signatures(JsonNode node) {
        return new Signatures(
                bytes(node, "value"),
                list(
                        node,
                        "each",
                        one -> new OrdererSignature(
                                bytes(one, "signatureHeader"),
                                bytes(one, "identifierHeader"),
                                bytes(one, "signature"))));
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode found = node.get(name);
        if (found == null || found.isNull()) {
            throw new UnreadableCertificate("The field '" + name + "' is missing.");
        }
        return found;
    }

    private static Optional<JsonNode> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name));
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> reading) {
        List<T> read = new ArrayList<>();
        field(node, name).forEach(item -> read.add(reading.apply(item)));
        return read;
    }

    private static String text(JsonNode node, String name) {
        JsonNode found = field(node, name);
        if (!found.isTextual()) {
            throw new UnreadableCertificate("The field '" + name + "' is no text.");
        }
        return found.textValue();
    }

    private static long number(JsonNode node, String name) {
        JsonNode found = field(node, name);
        if (!found.canConvertToLong() || found.longValue() < 0) {
            throw new UnreadableCertificate("The field '" + name + "' is no count.");
        }
        return found.longValue();
    }

    private static ByteString bytes(JsonNode node, String name) {
        return decode(field(node, name), name);
    }

    private static ByteString decode(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw new UnreadableCertificate("The field '" + name + "' holds no bytes.");
        }
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(node.textValue()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableCertificate("The field '" + name + "' is not base64.", e);
        }
    }
}
