package clearing.client.certificate;

import clearing.client.certificate.Certificate.Attestation;
import clearing.client.chain.BlockRejected;
import clearing.client.chain.ChannelRules;
import clearing.client.chain.Signer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether a certificate proves what it states, from the trust anchor alone: no network, no clock, no other file. Checks run in
 * order and the first that fails ends it.
 */
public final class CertificateVerifier {
    private interface Step {
        String check() throws InvalidProtocolBufferException, GeneralSecurityException;
    }

    private final Certificate certificate;
    private final TrustAnchor anchor;
    private final ChainProof chain;
    private final List<Check> checks = new ArrayList<>();
    private List<Signer> orderers = List.of();
    private List<Signer> peers = List.of();

    private CertificateVerifier(Certificate certificate, TrustAnchor anchor) {
        this.certificate = certificate;
        this.anchor = anchor;
        this.chain = new ChainProof(certificate);
    }

    /**
     * Verifies a certificate's file.
     *
     * @throws UnreadableCertificate when the bytes are no certificate in the form in which they are written
     */
    public static Verdict verify(byte[] file, TrustAnchor anchor) {
        return verify(CertificateFormat.read(file), anchor);
    }

    static Verdict verify(Certificate certificate, TrustAnchor anchor) {
        CertificateVerifier verifier = new CertificateVerifier(certificate, anchor);
        boolean good = verifier.run();
        return new Verdict(
                verifier.checks, good ? Optional.of(certificate.state()) : Optional.empty(), certificate.statement());
    }

    private boolean run() {
        return passes("headers", chain::headers)
                && passes("trust", () -> chain.trust(anchor))
                && passes("configurations", () -> chain.configurations(anchor))
                && passes("block", this::block)
                && passes("orderers", this::orderers)
                && passes("behind", chain::behind)
                && passes("sources", this::sources)
                && passes("transaction", () -> proof().creator())
                && passes("endorsements", () -> proof().endorsements())
                && passes("peers", this::peers)
                && passes("members", this::members)
                && passes("statement", this::statement)
                && passes("issuer", this::issuer);
    }

    private boolean passes(String name, Step step) {
        try {
            checks.add(new Check(name, true, step.check()));
            return true;
        } catch (Refuted | BlockRejected e) {
            checks.add(new Check(name, false, String.valueOf(e.getMessage())));
        } catch (InvalidProtocolBufferException | GeneralSecurityException | RuntimeException e) {
            // Whoever made the file chose these bytes: whatever a reader stumbles over is the file's fault.
            checks.add(new Check(name, false, "Its bytes cannot be read: " + e.getMessage()));
        }
        return false;
    }

    private long number() {
        return certificate.place().block();
    }

    private ChannelRules rules() {
        return chain.inForceBefore(number());
    }

    private TransactionProof proof() throws InvalidProtocolBufferException {
        return new TransactionProof(certificate, rules());
    }

    private String block() throws InvalidProtocolBufferException {
        int count = chain.data(certificate.block().data()).getDataCount();
        return "The " + count + " envelopes of block " + number() + " have the hash that its header names.";
    }

    private String orderers() throws InvalidProtocolBufferException, GeneralSecurityException {
        orderers = chain.orderers();
        return "Block " + number() + " is signed by the orderers of " + ChainProof.names(orderers)
                + ", as the channel's policy BlockValidation asks.";
    }

    private String sources() throws InvalidProtocolBufferException {
        long before = 0;
        for (Certificate.StoredBlock source : certificate.sources()) {
            if (source.number() <= before || source.number() >= number()) {
                throw new Refuted("Block " + source.number() + " is out of order.");
            }
            before = source.number();
            chain.data(source);
        }
        return certificate.sources().size() + " earlier blocks from which was read have the hashes of their headers.";
    }

    /** Orderers do not sign validation codes; this is where they come from. */
    private String peers() throws InvalidProtocolBufferException, GeneralSecurityException {
        if (certificate.attestation().isPresent()) {
            Attestation attestation = certificate.attestation().get();
            PeerProof proof = new PeerProof(
                    rules(),
                    chain.header(number()),
                    chain.data(certificate.block().data()),
                    certificate.place().index());
            peers = proof.valid(
                    attestation, certificate.channel(), proof().transaction().txId());
        }
        boolean enough = !peers.isEmpty() && proof().satisfied(peers) && proof().satisfiesChannel(peers);
        return switch (certificate.state()) {
            case ACCEPTED -> throw new Refuted("There is no certificate of ACCEPTED.");
            case IRREVOCABLE ->
                (peers.isEmpty() ? "No peer signs" : "The peers of " + ChainProof.names(peers) + " sign, too few,")
                        + " that it is valid; the issuer alone says so, from its own replay of the chain.";
            case FINAL -> {
                if (!enough) {
                    throw new Refuted("The peers of " + ChainProof.names(peers)
                            + " that sign that it is valid do not satisfy the endorsement policy.");
                }
                yield "The peers of " + ChainProof.names(peers)
                        + " sign that it is valid, as many as the endorsement policy asks for.";
            }
        };
    }

    /** Whoever holds root certificates alone did not choose the policies; so more than half of the members have to stand for the chain. */
    private String members() {
        if (!(anchor instanceof TrustAnchor.Roots roots)) {
            return "The policies are those of the genesis block given.";
        }
        Set<String> standing = new TreeSet<>();
        orderers.forEach(signer -> standing.add(signer.mspId()));
        peers.forEach(signer -> standing.add(signer.mspId()));
        int all = roots.byMember().size();
        if (standing.size() * 2 <= all) {
            throw new Refuted("Nodes of " + standing.size() + " members signed block " + number()
                    + "; more than half of the " + all + " whose root certificates are given have to.");
        }
        return "Nodes of " + standing.size() + " of the " + all + " members given signed block " + number()
                + ", and with it the chain from its first block.";
    }

    private String statement() throws InvalidProtocolBufferException {
        Statement statement = new Statement(
                certificate.place(),
                certificate.channel(),
                certificate.chaincode(),
                proof().transaction(),
                proof().values());
        JsonNode expected = certificate.trade().isPresent()
                ? statement.of(certificate.trade().get())
                : statement.ofTransaction();
        // As texts: a reader may hold a small number in another type than a writer.
        if (!expected.toString().equals(certificate.statement().toString())) {
            throw new Refuted("The evidence says something else: "
                    + expected.path("sentence").asText());
        }
        return expected.path("sentence").asText();
    }

    private String issuer() throws InvalidProtocolBufferException {
        Certificate.Issue issue = certificate.issue();
        try {
            Instant.parse(issue.at());
        } catch (DateTimeException e) {
            throw new Refuted("The time of issue is none: " + e.getMessage());
        }
        if (issue.replayed() != chain.tip() + 1) {
            throw new Refuted("The issuer replayed " + issue.replayed() + " blocks and not " + (chain.tip() + 1) + ".");
        }
        Signer issuer = chain.inForceBefore(chain.tip() + 1)
                .signer(issue.identity(), issue.signature(), ByteString.copyFrom(CertificateFormat.toSign(certificate)))
                .orElseThrow(() -> new Refuted("It is not signed by the member that issues it."));
        return "Issued and signed by " + issuer.mspId() + ", which replayed " + issue.replayed() + " blocks.";
    }
}
