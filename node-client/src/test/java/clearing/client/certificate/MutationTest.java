package clearing.client.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.TestHome;
import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.certificate.Certificate.Place;
import clearing.client.certificate.Certificate.Signatures;
import clearing.client.certificate.Certificate.SignedBlock;
import clearing.client.certificate.Certificate.StoredBlock;
import clearing.client.profile.ProfileReader;
import clearing.client.sign.SigningIdentity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is changed in a certificate, it is refused with the check named, and nothing crashes. The issuer itself is among those who
 * change things: it signs its forgeries anew, so that its signature does not give them away.
 */
final class MutationTest {
    private static final long SEED = 20261120;

    private static Certificate good = new Certificate(
            "",
            "",
            Finality.ACCEPTED,
            CertificateFormat.object(),
            new Place(0, 0),
            Optional.empty(),
            ByteString.EMPTY,
            ByteString.EMPTY,
            List.of(),
            List.of(),
            new SignedBlock(new StoredBlock(0, List.of()), new Signatures(ByteString.EMPTY, List.of())),
            Optional.empty(),
            Optional.empty(),
            new Certificate.Issue(ByteString.EMPTY, "", 0, ByteString.EMPTY));

    @BeforeAll
    static void make() throws Exception {
        SettledDay day = SettledDay.get();
        Path file = Files.createTempDirectory("mutation").resolve("certificate.json");
        assertThat(SettledDay.run("certificate", "-p", day.profile("HarbourBrokers"), "--reference", "HB-2", "-o", file)
                        .exit())
                .isZero();
        good = CertificateFormat.read(Files.readAllBytes(file));
    }

    private static TrustAnchor genesis() {
        return TrustAnchor.genesis(SettledDay.get().genesis());
    }

    private static TrustAnchor roots() {
        return TrustAnchor.roots(SettledDay.get().roots());
    }

    /** The name of the check that refuses the file, "format" when it cannot be read, empty when it is good. */
    private static String refusal(byte[] file, TrustAnchor anchor) {
        try {
            return CertificateVerifier.verify(file, anchor)
                    .failure()
                    .map(Check::name)
                    .orElse("");
        } catch (UnreadableCertificate e) {
            return "format";
        }
    }

    private static Certificate issuedAgain(Certificate forged) {
        SigningIdentity issuer =
                SigningIdentity.load(ProfileReader.read(SettledDay.get().profile("HarbourBrokers")), "reader");
        return forged.signed(PeerQuestions.sign(issuer, ByteString.copyFrom(CertificateFormat.toSign(forged))));
    }

    private static String refusalOf(Certificate forged) {
        byte[] file = CertificateFormat.write(issuedAgain(forged));
        String check = refusal(file, genesis());
        assertThat(refusal(file, roots())).isNotEmpty();
        return check;
    }

    @Test
    void unchanged_and_signed_again_it_is_good() {
        byte[] file = CertificateFormat.write(issuedAgain(good));

        assertThat(refusal(file, genesis())).isEmpty();
        assertThat(refusal(file, roots())).isEmpty();
    }

    @Test
    void any_byte_of_the_file_changed_is_refused() {
        byte[] file = CertificateFormat.write(good);
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
    void any_byte_inside_any_field_changed_and_signed_again_is_refused() throws Exception {
        ObjectNode tree =
                (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(CertificateFormat.write(good));
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
                byte[] bytes = (new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(forged))
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(reissued(bytes)).as("%s, bit %d", field, bit).isNotEmpty();
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(1_000);
    }

    /** The forger writes its file in the one form, and signs it. */
    private static String reissued(byte[] json) throws java.io.IOException {
        Certificate forged;
        try {
            forged = CertificateFormat.parse(json);
        } catch (UnreadableCertificate e) {
            return "format";
        }
        return refusal(CertificateFormat.write(issuedAgain(forged)), genesis());
    }

    private static void collect(com.fasterxml.jackson.databind.JsonNode node, String path, List<String> into) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(field.getValue(), path + "/" + field.getKey(), into));
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

    private static Certificate with(UnaryOperator<ObjectNode> change) {
        try {
            ObjectNode tree = (ObjectNode)
                    new com.fasterxml.jackson.databind.ObjectMapper().readTree(CertificateFormat.write(good));
            return CertificateFormat.parse(change.apply(tree).toString().getBytes(StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode at(ObjectNode tree, String path) {
        return (ObjectNode) tree.at(path);
    }

    private static ArrayNode list(ObjectNode tree, String path) {
        return (ArrayNode) tree.at(path);
    }

    @Test
    void another_trade_or_another_state_is_refused_by_the_statement() {
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/trade").put("index", 0);
                    return tree;
                })))
                .isEqualTo("statement");
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/statement/trade").put("state", "FAILED");
                    return tree;
                })))
                .isEqualTo("statement");
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/statement/trade/payment").put("amount", "1.00");
                    return tree;
                })))
                .isEqualTo("statement");
        byte[] page = good.trade().orElseThrow().page().toByteArray();
        page[page.length - 60] ^= 1;
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/trade").put("page", Base64.getEncoder().encodeToString(page));
                    return tree;
                })))
                .isEqualTo("statement");
    }

    @Test
    void another_block_or_another_place_is_refused() {
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/place").put("block", good.place().block() - 1);
                    return tree;
                })))
                .isEqualTo("headers");
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/place").put("block", good.place().block() - 1);
                    at(tree, "/block").put("number", good.place().block() - 1);
                    return tree;
                })))
                .isEqualTo("block");
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/place").put("index", 7);
                    return tree;
                })))
                .isEqualTo("transaction");
    }

    @Test
    void missing_stranger_s_and_doubled_orderer_signatures_are_refused() {
        assertThat(refusalOf(with(tree -> {
                    list(tree, "/block/signatures/each").removeAll();
                    return tree;
                })))
                .isEqualTo("orderers");
        assertThat(refusalOf(with(tree -> {
                    ArrayNode each = list(tree, "/block/signatures/each");
                    each.add(each.get(0).deepCopy());
                    return tree;
                })))
                .isEqualTo("orderers");
        assertThat(refusalOf(with(tree -> {
                    list(tree, "/block/signatures/each").set(0, strangersSignature());
                    return tree;
                })))
                .isEqualTo("orderers");
    }

    /** A right signature by an orderer of another consortium that has the same names. */
    private static ObjectNode strangersSignature() {
        SigningIdentity stranger = TestHome.orderer("HarbourBrokers");
        ByteString header = org.hyperledger.fabric.protos.common.SignatureHeader.newBuilder()
                .setCreator(PeerQuestions.serialized(stranger))
                .setNonce(ByteString.copyFromUtf8("nonce"))
                .build()
                .toByteString();
        ChainProof chain = new ChainProof(good);
        assertThat(chain.headers()).isNotEmpty();
        ByteString signed = good.block()
                .signatures()
                .value()
                .concat(header)
                .concat(ByteString.copyFrom(clearing.client.chain.HeaderHash.bytes(
                        chain.header(good.place().block()))));
        return CertificateFormat.object()
                .put("signatureHeader", Base64.getEncoder().encodeToString(header.toByteArray()))
                .put("identifierHeader", "")
                .put(
                        "signature",
                        Base64.getEncoder()
                                .encodeToString(
                                        PeerQuestions.sign(stranger, signed).toByteArray()));
    }

    @Test
    void a_shortened_chain_and_a_foreign_configuration_are_refused() {
        ByteString hashes = good.dataHashes();
        assertThat(refusalOf(with(tree -> {
                    tree.put(
                            "dataHashes",
                            Base64.getEncoder()
                                    .encodeToString(hashes.substring(32).toByteArray()));
                    return tree;
                })))
                .isIn("headers", "trust");
        assertThat(refusalOf(with(tree -> {
                    tree.put(
                            "dataHashes",
                            Base64.getEncoder()
                                    .encodeToString(hashes.substring(
                                                    0, 32 * (int) good.place().block())
                                            .toByteArray()));
                    return tree;
                })))
                .isEqualTo("headers");
        assertThat(refusalOf(with(tree -> {
                    ObjectNode configuration = at(tree, "/block").deepCopy();
                    configuration.set(
                            "envelopes", CertificateFormat.object().arrayNode().add(tree.get("genesis")));
                    list(tree, "/configurations").add(configuration);
                    return tree;
                })))
                .isEqualTo("configurations");
    }

    @Test
    void swapped_and_missing_evidence_is_refused() {
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/block").set("envelopes", list(tree, "/sources/0/envelopes"));
                    return tree;
                })))
                .isEqualTo("block");
        assertThat(refusalOf(with(tree -> {
                    list(tree, "/sources").removeAll();
                    return tree;
                })))
                .isEqualTo("statement");
        assertThat(refusalOf(with(tree -> {
                    list(tree, "/attestation/peers").removeAll();
                    return tree;
                })))
                .isEqualTo("peers");
    }

    @Test
    void peers_that_are_too_few_or_speak_twice_or_of_something_else_are_refused() {
        Attestation attestation = good.attestation().orElseThrow();
        assertThat(attestation.peers()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(refusalOf(with(tree -> {
                    ArrayNode peers = list(tree, "/attestation/peers");
                    while (peers.size() > 2) {
                        peers.remove(0);
                    }
                    return tree;
                })))
                .isEqualTo("peers");
        assertThat(refusalOf(with(tree -> {
                    ArrayNode peers = list(tree, "/attestation/peers");
                    peers.add(peers.get(0).deepCopy());
                    return tree;
                })))
                .isEqualTo("peers");
        PeerStatement first = attestation.peers().get(0);
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/attestation/peers/1")
                            .put(
                                    "signature",
                                    Base64.getEncoder()
                                            .encodeToString(first.signature().toByteArray()));
                    return tree;
                })))
                .isEqualTo("peers");
    }

    @Test
    void a_certificate_that_nobody_or_a_stranger_issued_is_refused() {
        assertThat(refusal(CertificateFormat.write(good.signed(ByteString.EMPTY)), genesis()))
                .isEqualTo("issuer");
        SigningIdentity stranger = TestHome.identity("HarbourBrokers", "reader");
        Certificate strange =
                good.signed(PeerQuestions.sign(stranger, ByteString.copyFrom(CertificateFormat.toSign(good))));
        assertThat(refusal(CertificateFormat.write(strange), genesis())).isEqualTo("issuer");
    }

    @Test
    void the_issuer_alone_makes_nothing_final_from_root_certificates() {
        Certificate weaker = with(tree -> {
            tree.put("state", "IRREVOCABLE");
            tree.remove("attestation");
            return tree;
        });
        byte[] file = CertificateFormat.write(issuedAgain(weaker));

        assertThat(refusal(file, genesis())).isEmpty();
        assertThat(refusal(file, roots())).isEqualTo("members");
    }
}
