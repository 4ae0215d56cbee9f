package clearing.client.revenue.usage;

import clearing.client.proof.SumTree;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.codec.Blob;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A proof as one JSON object; sums and quantities are texts, since they may need 64 bits. */
public final class UsageProofJson {
    private static final String FORMAT = "clearing-usage-proof/1";
    private static final int MAX_PATH = 32;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private UsageProofJson() {}

    public static ObjectNode write(UsageProof proof) {
        ObjectNode node = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("agreement", proof.agreement())
                .put("period", proof.period().toString())
                .put("measure", proof.measure())
                .put("part", proof.part())
                .put("index", proof.index())
                .put("size", proof.size())
                .put("salt", HexFormat.of().formatHex(proof.salt().bytes()));
        node.putObject("fact")
                .put("at", proof.fact().at().toString())
                .put("customer", proof.fact().customer())
                .put("quantity", Long.toString(proof.fact().quantity()))
                .put("reference", proof.fact().reference());
        ArrayNode path = node.putArray("path");
        for (SumTree.Side side : proof.path()) {
            path.addObject()
                    .put("sum", Long.toString(side.sum()))
                    .put("hash", HexFormat.of().formatHex(side.hash().bytes()));
        }
        return node;
    }

    /** @throws BadInput when the bytes are no proof, with the field at fault */
    public static UsageProof read(Path file, byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (!FORMAT.equals(node.path("format").asText())) {
                throw bad(file, "format is not " + FORMAT);
            }
            List<SumTree.Side> path = new ArrayList<>();
            for (JsonNode side : node.path("path")) {
                if (path.size() >= MAX_PATH) {
                    throw bad(file, "path is longer than any page's");
                }
                path.add(new SumTree.Side(number(side, "sum"), blob(side, "hash", 32)));
            }
            JsonNode fact = node.path("fact");
            return new UsageProof(
                    text(node, "agreement"),
                    LocalDate.parse(text(node, "period")),
                    text(node, "measure"),
                    Math.toIntExact(node.path("part").asLong(-1)),
                    Math.toIntExact(node.path("index").asLong(-1)),
                    Math.toIntExact(node.path("size").asLong(-1)),
                    blob(node, "salt", MeteredFact.SALT_BYTES),
                    new MeteredFact(
                            Instant.parse(text(fact, "at")),
                            text(fact, "customer"),
                            number(fact, "quantity"),
                            text(fact, "reference")),
                    path);
        } catch (JsonProcessingException e) {
            throw new BadInput(List.of(new LocatedError(
                    file,
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                    "BAD_PROOF",
                    "This is no JSON object of a proof.")));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is no text");
        }
        if (value.asText().getBytes(StandardCharsets.UTF_8).length > MeteredFact.MAX_TEXT) {
            throw new IllegalArgumentException(field + " is too long");
        }
        return value.asText();
    }

    private static long number(JsonNode node, String field) {
        try {
            return Long.parseLong(text(node, field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + " is no whole number", e);
        }
    }

    private static Blob blob(JsonNode node, String field, int bytes) {
        byte[] value = HexFormat.of().parseHex(text(node, field));
        if (value.length != bytes) {
            throw new IllegalArgumentException(field + " has not " + bytes + " bytes");
        }
        return Blob.of(value);
    }

    private static BadInput bad(Path file, String what) {
        return new BadInput(List.of(new LocatedError(file, 0, 0, "BAD_PROOF", "The proof is none: " + what + ".")));
    }
}
