package clearing.client.certificate;

import static clearing.client.certificate.Forger.at;
import static clearing.client.certificate.Forger.genesis;
import static clearing.client.certificate.Forger.good;
import static clearing.client.certificate.Forger.issuedAgain;
import static clearing.client.certificate.Forger.list;
import static clearing.client.certificate.Forger.refusal;
import static clearing.client.certificate.Forger.refusalOf;
import static clearing.client.certificate.Forger.roots;
import static clearing.client.certificate.Forger.with;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.TestHome;
import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.sign.SigningIdentity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What a dishonest issuer may try, each refused by the check that is there for it. */
final class ForgeryTest {
    @Test
    void unchanged_and_signed_again_it_is_good() {
        byte[] file = CertificateFormat.write(issuedAgain(good()));

        assertThat(refusal(file, genesis())).isEmpty();
        assertThat(refusal(file, roots())).isEmpty();
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
        byte[] page = good().trade().orElseThrow().page().toByteArray();
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
                    at(tree, "/place").put("block", good().place().block() - 1);
                    return tree;
                })))
                .isEqualTo("headers");
        assertThat(refusalOf(with(tree -> {
                    at(tree, "/place").put("block", good().place().block() - 1);
                    at(tree, "/block").put("number", good().place().block() - 1);
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
        ChainProof chain = new ChainProof(good());
        assertThat(chain.headers()).isNotEmpty();
        ByteString signed = good().block()
                .signatures()
                .value()
                .concat(header)
                .concat(ByteString.copyFrom(clearing.client.chain.HeaderHash.bytes(
                        chain.header(good().place().block()))));
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
        ByteString hashes = good().dataHashes();
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
                                                    0, 32 * (int) good().place().block())
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
        Attestation attestation = good().attestation().orElseThrow();
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
        assertThat(refusal(CertificateFormat.write(good().signed(ByteString.EMPTY)), genesis()))
                .isEqualTo("issuer");
        SigningIdentity stranger = TestHome.identity("HarbourBrokers", "reader");
        Certificate strange =
                good().signed(PeerQuestions.sign(stranger, ByteString.copyFrom(CertificateFormat.toSign(good()))));
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
