package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts;
import clearing.kernel.codec.Blob;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be drawn and signed.
 *
 * @param certificates by file name
 */
public record Pack(EvidenceFacts facts, SortedMap<String, Blob> certificates) {
    public Pack {
        certificates = new TreeMap<>(certificates);
    }
}
