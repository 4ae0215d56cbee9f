package clearing.client.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * A certificate as its file holds it. Nothing in it is believed: {@link CertificateVerifier} is what decides.
 *
 * @param channel        the channel's name
 * @param chaincode      the contract's name
 * @param state          what the certificate claims
 * @param statement      the claim in words and figures; follows from the evidence, byte for byte
 * @param place          the transaction's place
 * @param trade          the trade that it is about; empty for a transaction
 * @param genesis        the channel's first envelope
 * @param dataHashes     the data hash of each block from 0 on, 32 bytes each: with them every header can be written
 * @param configurations the configuration blocks after the first, ascending
 * @param sources        the data of earlier blocks from which the transaction read its policy and its constitution, ascending
 * @param block          the transaction's block
 * @param tip            the signatures of the last header; empty when the block is the last
 * @param attestation    what peers sign about the block
 * @param issue          who issued it
 */
record Certificate(
        String channel,
        String chaincode,
        Finality state,
        JsonNode statement,
        Place place,
        Optional<TradePlace> trade,
        ByteString genesis,
        ByteString dataHashes,
        List<SignedBlock> configurations,
        List<StoredBlock> sources,
        SignedBlock block,
        Optional<Signatures> tip,
        Optional<Attestation> attestation,
        Issue issue) {
    Certificate {
        statement = statement.deepCopy();
        configurations = List.copyOf(configurations);
        sources = List.copyOf(sources);
    }

    /** A transaction's place in the chain, both from 0. */
    record Place(long block, int index) {}

    /**
     * A trade's place.
     *
     * @param page  the page's bytes, whose hash the status page holds
     * @param index the trade's place in it, from 0
     */
    record TradePlace(ByteString page, int index) {}

    /** Envelopes of a block, in order. */
    record StoredBlock(long number, List<ByteString> envelopes) {
        StoredBlock {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** Envelopes of a block, in order, and what the orderers signed. */
    record SignedBlock(StoredBlock data, Signatures signatures) {}

    /**
     * Orderers' signatures of a header.
     *
     * @param value what is signed before the header: the configuration in force, the consensus's own
     */
    record Signatures(ByteString value, List<OrdererSignature> each) {
        Signatures {
            each = List.copyOf(each);
        }
    }

    /** One signature; one of the headers is empty, the other names the orderer. */
    record OrdererSignature(ByteString signatureHeader, ByteString identifierHeader, ByteString signature) {}

    /**
     * The answers of peers to the question in which block the transaction is.
     *
     * @param channelHeader   of the question, as its peers hashed it
     * @param signatureHeader of the question
     * @param payload         the question
     */
    record Attestation(
            ByteString channelHeader, ByteString signatureHeader, ByteString payload, List<PeerStatement> peers) {
        Attestation {
            peers = List.copyOf(peers);
        }
    }

    /**
     * One peer's answer: the whole block, of which only its metadata stands here; header and data are the certificate's.
     *
     * @param endorser  the peer's identity
     * @param action    the answer without the block
     * @param metadata  the block's metadata at this peer, with the validation codes
     * @param signature over the answer with the block and the identity
     */
    record PeerStatement(ByteString endorser, ByteString action, ByteString metadata, ByteString signature) {}

    /**
     * Who issued it.
     *
     * @param identity  serialised
     * @param at        when, ISO 8601
     * @param replayed  how many blocks the issuer replayed and found the codes right
     * @param signature over the whole certificate without this
     */
    record Issue(ByteString identity, String at, long replayed, ByteString signature) {}

    Certificate signed(ByteString signature) {
        return new Certificate(
                channel,
                chaincode,
                state,
                statement,
                place,
                trade,
                genesis,
                dataHashes,
                configurations,
                sources,
                block,
                tip,
                attestation,
                new Issue(issue.identity(), issue.at(), issue.replayed(), signature));
    }
}
