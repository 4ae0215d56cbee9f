package clearing.devnet.ledger;

import clearing.devnet.state.KeyOrder;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** Reads transactions that stand in a block. */
public final class Transactions {

    private Transactions() {}

    /**
     * A transaction's header and, where it is one of chaincode, its result.
     *
     * @param header the channel header
     * @param action the result, absent in configuration and in what cannot be read
     */
    public record Content(ChannelHeader header, Optional<ChaincodeAction> action) {

        /** The event of the chaincode, if it set one. */
        public Optional<ChaincodeEvent> event() throws InvalidProtocolBufferException {
            var bytes = action.map(ChaincodeAction::getEvents).orElse(ByteString.EMPTY);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(ChaincodeEvent.parseFrom(bytes));
        }

        /** What it read and wrote, by namespace. */
        public SortedMap<String, KVRWSet> readWriteSets() throws InvalidProtocolBufferException {
            var sets = new TreeMap<String, KVRWSet>(KeyOrder.INSTANCE);
            if (action.isPresent()) {
                var all = Parsing.parse(TxReadWriteSet.parser(), action.get().getResults());
                for (var set : all.getNsRwsetList()) {
                    sets.put(set.getNamespace(), Parsing.parse(KVRWSet.parser(), set.getRwset()));
                }
            }
            return sets;
        }
    }

    /**
     * Reads a transaction of a block.
     *
     * @throws InvalidProtocolBufferException if its header or its result cannot be read
     */
    public static Content read(ByteString bytes) throws InvalidProtocolBufferException {
        var envelope = Parsing.parse(Envelope.parser(), bytes);
        var payload = Parsing.parse(Payload.parser(), envelope.getPayload());
        var header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return new Content(header, Optional.empty());
        }
        var transaction = Parsing.parse(Transaction.parser(), payload.getData());
        if (transaction.getActionsCount() == 0) {
            return new Content(header, Optional.empty());
        }
        var action = Parsing.parse(
                ChaincodeActionPayload.parser(), transaction.getActions(0).getPayload());
        var response = Parsing.parse(
                ProposalResponsePayload.parser(), action.getAction().getProposalResponsePayload());
        return new Content(header, Optional.of(Parsing.parse(ChaincodeAction.parser(), response.getExtension())));
    }

    /** The id in a transaction's header, empty when it cannot be read. */
    static String idOf(ByteString bytes) {
        try {
            return read(bytes).header().getTxId();
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }
}
