package clearing.devnet.ledger;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A transaction after every check that does not depend on the state.
 *
 * @param envelope the bytes that go into the block
 * @param transactionId its id, empty when it could not be read
 * @param code {@code VALID} so far, or why it is not
 * @param sets what it read and wrote by namespace, when it is valid so far
 */
public record CheckedTransaction(
        ByteString envelope, String transactionId, TxValidationCode code, Optional<SortedMap<String, KVRWSet>> sets) {

    static CheckedTransaction invalid(ByteString envelope, String transactionId, TxValidationCode code) {
        return new CheckedTransaction(envelope, transactionId, code, Optional.empty());
    }

    /** Its read and write sets, empty when it is invalid. */
    public Map<String, KVRWSet> readWriteSets() {
        return sets.<Map<String, KVRWSet>>map(found -> found).orElse(Map.of());
    }
}
