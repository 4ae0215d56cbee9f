package clearing.client.chain;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * One transaction of a block, decoded. Invalid ones are here too, with their code; nothing that they wrote has happened.
 *
 * @param txIndex        position in the block, from 0
 * @param txId           transaction id; empty for a configuration transaction that has none
 * @param channel        channel name
 * @param type           kind of envelope; the fields from {@code chaincode} on are empty unless it is an endorser transaction
 * @param validationCode the code that the delivering peer recorded. Peers add it after ordering: it is not under the orderers' signatures
 * @param creator        who signed the transaction
 * @param timestamp      the proposal's timestamp, chosen by the creator and checked by the contract
 * @param chaincode      chaincode name
 * @param args           arguments, the function's name first
 * @param reads          keys read, all namespaces, in the order of the read set
 * @param writes         keys written, all namespaces, in the order of the write set
 * @param response       payload that the chaincode returned
 * @param endorsers      who endorsed
 */
public record BlockTransaction(
        int txIndex,
        String txId,
        String channel,
        HeaderType type,
        TxValidationCode validationCode,
        Signatory creator,
        Instant timestamp,
        String chaincode,
        List<ByteString> args,
        List<ReadEntry> reads,
        List<WriteEntry> writes,
        ByteString response,
        List<Signatory> endorsers) {
    /** Copies its lists. */
    public BlockTransaction {
        args = List.copyOf(args);
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        endorsers = List.copyOf(endorsers);
    }

    /** Whether the delivering peer found it valid. */
    public boolean valid() {
        return validationCode == TxValidationCode.VALID;
    }

    /** The function called, empty when there are no arguments. */
    public String function() {
        return args.isEmpty() ? "" : args.get(0).toStringUtf8();
    }
}
