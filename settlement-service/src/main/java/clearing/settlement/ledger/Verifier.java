package clearing.settlement.ledger;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Kernel;
import clearing.kernel.MalformedInput;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import clearing.settlement.ledger.StateView.Versioned;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Re-computes transactions with the member's own kernel over the member's own state and compares each byte that the block
 * says they wrote. The member's peer is not believed: a value, a missing or further write, a response or a validation code
 * that does not follow from the state stops the tail.
 */
final class Verifier {
    private static final String APPLY = "apply";

    private final String chaincode;

    /** @param chaincode namespace that is verified */
    Verifier(String chaincode) {
        this.chaincode = chaincode;
    }

    /**
     * What one transaction did.
     *
     * @param transition what the kernel computed, for a valid transaction of the chaincode
     * @param commands how many commands it carried
     * @param oneByOne whether trades settle one after the other in it, each with what the position has by then
     */
    record Checked(Optional<Transition> transition, int commands, boolean oneByOne) {
        static final Checked NOTHING = new Checked(Optional.empty(), 0, false);
    }

    /**
     * Checks one transaction and, where it is valid, brings the state forward.
     *
     * @throws HaltException at the first thing that does not re-compute
     */
    Checked check(long block, BlockTransaction tx, StateView state) {
        checkFlag(tx, state);
        if (!tx.valid()) {
            return Checked.NOTHING;
        }
        Checked checked = Checked.NOTHING;
        if (tx.type() == HeaderType.ENDORSER_TRANSACTION && tx.chaincode().equals(chaincode)) {
            checked = recompute(tx, state);
        } else if (tx.writes().stream().anyMatch(write -> write.namespace().equals(chaincode))) {
            throw new HaltException(
                    HaltReason.WRITE_UNEXPECTED, tx.txId(), "", "another chaincode writes into the namespace");
        }
        for (WriteEntry write : tx.writes()) {
            if (write.deleted()) {
                state.delete(write.namespace(), write.key(), block, tx.txIndex());
            } else {
                state.put(write.namespace(), write.key(), write.value().toByteArray(), block, tx.txIndex());
            }
        }
        return checked;
    }

    /** Whether the validation code says something of the versions that the transaction read. */
    static boolean readsAreChecked(BlockTransaction tx) {
        TxValidationCode code = tx.validationCode();
        return code == TxValidationCode.VALID || code == TxValidationCode.MVCC_READ_CONFLICT;
    }

    /** Valid transactions read the state as it is; those refused for a read conflict did not. */
    private static void checkFlag(BlockTransaction tx, StateView state) {
        if (!readsAreChecked(tx)) {
            return;
        }
        TxValidationCode code = tx.validationCode();
        Optional<ReadEntry> stale =
                tx.reads().stream().filter(read -> !current(read, state)).findFirst();
        if (code == TxValidationCode.VALID && stale.isPresent()) {
            throw new HaltException(
                    HaltReason.FLAG_DIFFERS, tx.txId(), stale.get().key(), "VALID, but it read an old version");
        }
        if (code == TxValidationCode.MVCC_READ_CONFLICT && stale.isEmpty()) {
            throw new HaltException(
                    HaltReason.FLAG_DIFFERS, tx.txId(), "", "MVCC_READ_CONFLICT, but all that it read is current");
        }
    }

    private static boolean current(ReadEntry read, StateView state) {
        Optional<Versioned> stored = state.get(read.namespace(), read.key());
        if (read.version().isEmpty() || stored.isEmpty()) {
            return read.version().isEmpty() && stored.isEmpty();
        }
        return read.version().get().block() == stored.get().block()
                && read.version().get().transaction() == stored.get().tx();
    }

    private Checked recompute(BlockTransaction tx, StateView state) {
        if (!tx.function().equals(APPLY) || tx.args().size() != 2) {
            compare(tx, new TreeMap<>());
            return Checked.NOTHING;
        }
        try {
            Batch batch = Batch.decode(tx.args().get(1).toByteArray());
            Caller caller = Caller.fromCertificate(
                    tx.creator().mspId(), tx.creator().certificate().toByteArray());
            Transition transition = Kernel.apply(
                    key -> state.get(chaincode, key).map(Versioned::value),
                    caller,
                    new TxContext(tx.txId(), tx.timestamp()),
                    batch);
            compare(tx, transition.writes());
            byte[] response = transition.encodeOutcomes();
            if (!Arrays.equals(response, tx.response().toByteArray())) {
                throw new HaltException(
                        HaltReason.RESPONSE_DIFFERS,
                        tx.txId(),
                        "",
                        sha256(response),
                        sha256(tx.response().toByteArray()),
                        "the outcomes differ");
            }
            return new Checked(
                    Optional.of(transition),
                    batch.entries().size(),
                    batch.entries().stream().map(Batch.Entry::command).anyMatch(Verifier::gross));
        } catch (MalformedInput | InvariantViolation e) {
            throw new HaltException(HaltReason.MALFORMED, tx.txId(), "", String.valueOf(e.getMessage()));
        }
    }

    private static boolean gross(Command command) {
        return command instanceof Command.Settle || command instanceof Command.FailOverdue;
    }

    private void compare(BlockTransaction tx, SortedMap<String, byte[]> expected) {
        SortedMap<String, byte[]> left = new TreeMap<>(expected);
        List<WriteEntry> writes = tx.writes().stream()
                .filter(write -> write.namespace().equals(chaincode))
                .toList();
        for (WriteEntry write : writes) {
            byte[] computed = left.remove(write.key());
            if (computed == null || write.deleted()) {
                throw new HaltException(
                        HaltReason.WRITE_UNEXPECTED,
                        tx.txId(),
                        write.key(),
                        computed == null ? "" : sha256(computed),
                        sha256(write.value().toByteArray()),
                        write.deleted() ? "the key is deleted" : "the kernel does not write this key");
            }
            if (!write.value().equals(ByteString.copyFrom(computed))) {
                byte[] actual = write.value().toByteArray();
                throw new HaltException(
                        HaltReason.WRITE_DIFFERS,
                        tx.txId(),
                        write.key(),
                        sha256(computed),
                        sha256(actual),
                        "the first different byte is at " + Arrays.mismatch(computed, actual));
            }
        }
        for (Map.Entry<String, byte[]> missing : left.entrySet()) {
            throw new HaltException(
                    HaltReason.WRITE_MISSING, tx.txId(), missing.getKey(), sha256(missing.getValue()), "", "");
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
