package clearing.simulation.ledger;

import java.util.Map;
import java.util.SortedMap;

/**
 * What a simulation on a peer came to.
 *
 * @param reads version of each key read; {@link VersionedState#ABSENT} when there was none
 * @param writes new value of each key
 * @param outcomes the contract's response
 */
public record Result(SortedMap<String, Long> reads, SortedMap<String, byte[]> writes, byte[] outcomes) {
    /** What an endorser signs. */
    public long fingerprint(String txId) {
        Fingerprint print = new Fingerprint().add(txId);
        for (Map.Entry<String, Long> read : reads.entrySet()) {
            print.add(read.getKey()).add(read.getValue());
        }
        for (Map.Entry<String, byte[]> write : writes.entrySet()) {
            print.add(write.getKey()).add(write.getValue());
        }
        return print.add(outcomes).value();
    }
}
