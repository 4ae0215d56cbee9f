package clearing.client.certificate;

import static clearing.client.certificate.Forger.genesis;
import static clearing.client.certificate.Forger.good;
import static clearing.client.certificate.Forger.issuedAgain;
import static clearing.client.certificate.Forger.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever byte is changed in a certificate, by a stranger or by its issuer, it is refused with the check named, and nothing crashes. */
final class MutationTest {
    private static final long SEED = 20261120;

    @Test
    void any_byte_of_the_file_changed_is_refused() {
        byte[] file = CertificateFormat.write(good());
        Random random = new Random(SEED);
        Map<String, Integer> refusals = new TreeMap<>();
        for (int i = 0; i < 1_500; i++) {
            byte[] changed = file.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << (i % 8));
            String check = refusal(changed, genesis());
            assertThat(check).as("bit %d of byte %d", i % 8, at).isNotEmpty();
            refusals.merge(check, 1, Integer::sum);
        }
        assertThat(refusals.keySet()).contains("format", "block");
    }

    @Test
    void any_byte_inside_any_field_changed_and_signed_again_is_refused() {
        ObjectNode tree = Forger.tree();
        List<String> fields = new ArrayList<>();
        collect(tree, "", fields);
        Random random = new Random(SEED);
        int changed = 0;
        for (String field : fields) {
            for (int bit = 0; bit < 24; bit++) {
                ObjectNode forged = tree.deepCopy();
                if (field.startsWith("/issue/") || !flip(forged, field, bit, random)) {
                    continue;
                }
                byte[] bytes = forged.toString().getBytes(StandardCharsets.UTF_8);
                assertThat(reissued(bytes)).as("%s, bit %d", field, bit).isNotEmpty();
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(1_000);
    }

    /** The forger writes its file in the one form, and signs it. */
    private static String reissued(byte[] json) {
        Certificate forged;
        try {
            forged = CertificateFormat.parse(json);
        } catch (UnreadableCertificate e) {
            return "format";
        }
        return refusal(CertificateFormat.write(issuedAgain(forged)), genesis());
    }

    private static void collect(JsonNode node, String path, List<String> into) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getValue(), path + "/" + field.getKey(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, into);
            }
        } else if (!node.asText().isEmpty()) {
            into.add(path);
        }
    }

    private static boolean flip(ObjectNode tree, String path, int bit, Random random) {
        int cut = path.lastIndexOf('/');
        var parent = tree.at(path.substring(0, cut));
        String name = path.substring(cut + 1);
        var old = tree.at(path);
        Object next;
        if (old.isNumber()) {
            next = old.longValue() ^ (1L << bit);
        } else if (path.startsWith("/statement")
                || List.of("/format", "/state", "/channel", "/chaincode").contains(path)) {
            byte[] text = old.textValue().getBytes(StandardCharsets.UTF_8);
            text[random.nextInt(text.length)] ^= (byte) (1 << (bit % 7));
            next = new String(text, StandardCharsets.UTF_8);
        } else {
            byte[] bytes = Base64.getDecoder().decode(old.textValue());
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << (bit % 8));
            next = Base64.getEncoder().encodeToString(bytes);
        }
        if (parent.isArray()) {
            ((ArrayNode) parent).set(Integer.parseInt(name), tree.textNode(next.toString()));
        } else if (next instanceof Long number) {
            ((ObjectNode) parent).put(name, number);
        } else {
            ((ObjectNode) parent).put(name, next.toString());
        }
        return !tree.at(path).equals(old);
    }
}
