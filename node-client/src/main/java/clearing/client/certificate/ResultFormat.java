package clearing.client.certificate;

import clearing.client.certificate.ResultCertificate.Salted;
import clearing.client.certificate.ResultCertificate.Way;
import clearing.client.proof.Salts;
import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The one form of a result's file: as a certificate's, so that two different files never say the same. */
final class ResultFormat {
    static final String NAME = "clearing-result";

    private static final int VERSION = 1;
    private static final int MAX_PATH = 40;
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

    private ResultFormat() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] write(ResultCertificate result) {
        ObjectNode root = object().put("format", NAME).put("version", VERSION);
        root.set("statement", result.statement());
        root.put("positions", base64(result.positions()));
        salted(root.putObject("account"), result.account());
        way(root.putObject("accountWay"), result.accountWay());
        ArrayNode entries = root.putArray("entries");
        result.entries().forEach(entry -> salted(entries.addObject(), entry));
        result.way().ifPresent(way -> way(root.putObject("way"), way));
        root.put("anchor", base64(result.anchor()));
        result.trade().ifPresent(trade -> root.put("trade", base64(trade)));
        try {
            return (WRITER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
        }
    }

    /** Whether bytes say that they are a result. */
    static boolean claimsToBe(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, 200), StandardCharsets.ISO_8859_1);
        return head.contains("\"" + NAME + "\"");
    }

    /** @throws UnreadableCertificate when the bytes are no result in its one form */
    static ResultCertificate read(byte[] file) {
        try {
            JsonNode root = JSON.readTree(file);
            if (root == null || !root.path("format").asText().equals(NAME)) {
                throw new UnreadableCertificate("It is no result of a reconciliation.");
            }
            if (root.path("version").asInt() != VERSION) {
                throw new UnreadableCertificate("It is of another version; this program reads " + VERSION + ".");
            }
            ResultCertificate result = result(root);
            if (!Arrays.equals(write(result), file)) {
                throw new UnreadableCertificate("It is not in the form in which results are written.");
            }
            return result;
        } catch (IOException e) {
            throw new UnreadableCertificate("It is not JSON.", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableCertificate(String.valueOf(e.getMessage()), e);
        }
    }

    private static ResultCertificate result(JsonNode root) {
        List<Salted> entries = new ArrayList<>();
        root.path("entries").forEach(node -> entries.add(salted(node)));
        return new ResultCertificate(
                root.path("statement"),
                blob(root, "positions"),
                salted(root.path("account")),
                way(root.path("accountWay")),
                entries,
                root.has("way") ? Optional.of(way(root.path("way"))) : Optional.empty(),
                blob(root, "anchor"),
                root.has("trade") ? Optional.of(blob(root, "trade")) : Optional.empty());
    }

    private static void salted(ObjectNode node, Salted leaf) {
        node.put("content", base64(leaf.content())).put("salt", base64(leaf.salt()));
    }

    private static Salted salted(JsonNode node) {
        Blob salt = blob(node, "salt");
        if (salt.bytes().length != Salts.SALT_BYTES) {
            throw new IllegalArgumentException("A salt has " + Salts.SALT_BYTES + " bytes.");
        }
        return new Salted(blob(node, "content"), salt);
    }

    private static void way(ObjectNode node, Way way) {
        ArrayNode path = node.put("index", way.index()).putArray("path");
        for (SumTree.Side side : way.path()) {
            ArrayNode sums = path.addObject().put("hash", base64(side.hash())).putArray("sums");
            side.sums().forEach(sum -> sums.add(Long.toString(sum)));
        }
    }

    private static Way way(JsonNode node) {
        List<SumTree.Side> path = new ArrayList<>();
        for (JsonNode side : node.path("path")) {
            if (path.size() >= MAX_PATH) {
                throw new IllegalArgumentException("A way is longer than any tree is high.");
            }
            List<Long> sums = new ArrayList<>();
            side.path("sums").forEach(sum -> sums.add(Long.parseLong(sum.asText())));
            path.add(new SumTree.Side(sums, blob(side, "hash")));
        }
        return new Way(node.path("index").asInt(-1), path);
    }

    private static Blob blob(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("It has no " + field + ".");
        }
        return Blob.of(Base64.getDecoder().decode(value.asText()));
    }

    private static String base64(Blob bytes) {
        return Base64.getEncoder().encodeToString(bytes.bytes());
    }
}
