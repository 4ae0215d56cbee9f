package clearing.devnet.ledger;

import clearing.devnet.state.ReadValidator;
import clearing.devnet.state.StateDb;
import clearing.devnet.state.Updates;
import clearing.devnet.state.Version;
import com.google.protobuf.ByteString;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Validates a block's transactions in their order: repeated ids, then reads that no longer hold. */
final class BlockValidator {

    /** What came out: a code per transaction, and the writes of the valid ones. */
    record Verdict(byte[] codes, Updates updates) {}

    /** Codes that Fabric gives before it looks for repeated ids. */
    private static final Set<TxValidationCode> BEFORE_REPETITION = EnumSet.of(
            TxValidationCode.NIL_ENVELOPE,
            TxValidationCode.BAD_PAYLOAD,
            TxValidationCode.BAD_COMMON_HEADER,
            TxValidationCode.BAD_CREATOR_SIGNATURE,
            TxValidationCode.BAD_PROPOSAL_TXID,
            TxValidationCode.INVALID_ENDORSER_TRANSACTION,
            TxValidationCode.UNSUPPORTED_TX_PAYLOAD);

    private final ReadValidator reads;
    private final Predicate<String> isCommitted;

    BlockValidator(StateDb state, Predicate<String> isCommitted) {
        this.reads = new ReadValidator(state);
        this.isCommitted = isCommitted;
    }

    Verdict validate(long block, List<CheckedTransaction> batch) {
        var codes = new byte[batch.size()];
        var updates = new Updates();
        var seen = new HashSet<String>();
        for (int i = 0; i < codes.length; i++) {
            var transaction = batch.get(i);
            var code = withoutRepetition(transaction, seen);
            if (code == TxValidationCode.VALID) {
                code = checkReads(transaction, updates);
            }
            if (code == TxValidationCode.VALID) {
                apply(transaction.readWriteSets(), new Version(block, i), updates);
            }
            codes[i] = (byte) code.getNumber();
        }
        return new Verdict(codes, updates);
    }

    private TxValidationCode withoutRepetition(CheckedTransaction transaction, Set<String> seen) {
        var code = transaction.code();
        if (BEFORE_REPETITION.contains(code)) {
            return code;
        }
        if (isCommitted.test(transaction.transactionId())) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        if (code == TxValidationCode.VALID && !seen.add(transaction.transactionId())) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        return code;
    }

    private TxValidationCode checkReads(CheckedTransaction transaction, Updates updates) {
        for (var set : transaction.readWriteSets().entrySet()) {
            var code = reads.check(set.getKey(), set.getValue(), updates);
            if (code != TxValidationCode.VALID) {
                return code;
            }
        }
        return TxValidationCode.VALID;
    }

    /** Adds a transaction's writes; values are copied, because they share memory with the whole transaction. */
    static void apply(Map<String, KVRWSet> sets, Version version, Updates updates) {
        sets.forEach((namespace, set) -> {
            for (var write : set.getWritesList()) {
                var deletes = write.getIsDelete() || write.getValue().isEmpty();
                var value = deletes
                        ? Optional.<ByteString>empty()
                        : Optional.of(ByteString.copyFrom(write.getValue().toByteArray()));
                updates.put(namespace, write.getKey(), version, value);
            }
        });
    }
}
