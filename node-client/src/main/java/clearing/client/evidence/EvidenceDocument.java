package clearing.client.evidence;

import clearing.kernel.codec.Blob;
import java.util.List;

/**
 * The machine's side of a pack, as the file inside of it holds it.
 *
 * @param certificates what is embedded beside it
 * @param identity who signs, as Fabric serialises it
 * @param signature DER, or empty before it is signed
 */
record EvidenceDocument(EvidenceFacts facts, List<Named> certificates, Blob identity, Blob signature) {
    EvidenceDocument {
        certificates = List.copyOf(certificates);
    }

    /**
     * A certificate as the pack names it.
     *
     * @param sha256 hex digits of the hash of its bytes
     * @param sentence what it says
     */
    record Named(String name, String sha256, String sentence) {}

    EvidenceDocument signed(Blob now) {
        return new EvidenceDocument(facts, certificates, identity, now);
    }
}
