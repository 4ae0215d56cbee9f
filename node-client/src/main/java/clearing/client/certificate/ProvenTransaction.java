package clearing.client.certificate;

import clearing.client.chain.BlockDecoder;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.WriteEntry;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/**
 * What a certificate's transaction wrote, after the certificate was verified.
 *
 * @param verdict of the certificate; without a state nothing else is to be believed
 */
record ProvenTransaction(Verdict verdict, Certificate certificate, BlockTransaction transaction) {

    /** @throws UnreadableCertificate when the bytes are no certificate */
    static ProvenTransaction of(byte[] file, TrustAnchor anchor) {
        Certificate certificate = CertificateFormat.read(file);
        int index = certificate.place().index();
        try {
            if (index < 0 || index >= certificate.block().data().envelopes().size()) {
                throw new UnreadableCertificate("Its block has no transaction " + index + ".");
            }
            return new ProvenTransaction(
                    CertificateVerifier.verify(certificate, anchor),
                    certificate,
                    BlockDecoder.envelope(certificate.block().data().envelopes().get(index), index));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableCertificate("Its transaction cannot be read.", e);
        }
    }

    /** What the transaction wrote under a key that begins so; its only one. */
    Optional<byte[]> written(String prefix) {
        return transaction.writes().stream()
                .filter(write -> write.namespace().equals(certificate.chaincode())
                        && write.key().startsWith(prefix)
                        && !write.deleted())
                .map(WriteEntry::value)
                .map(value -> value.toByteArray())
                .findFirst();
    }

    /** The constitution that the transaction read. */
    Constitution constitution() throws InvalidProtocolBufferException {
        return Constitution.decode(new ReadValues(certificate.sources())
                .read(transaction, certificate.chaincode(), Keys.CONSTITUTION)
                .orElseThrow(() -> new Refuted("The transaction read no constitution."))
                .toByteArray());
    }
}
