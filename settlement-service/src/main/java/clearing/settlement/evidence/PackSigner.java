package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts;
import clearing.kernel.codec.Blob;
import java.util.SortedMap;

/** Draws a pack and signs it as the member. */
@FunctionalInterface
public interface PackSigner {
    /**
     * The file.
     *
     * @param certificates by file name
     */
    byte[] sign(EvidenceFacts facts, SortedMap<String, Blob> certificates);
}
