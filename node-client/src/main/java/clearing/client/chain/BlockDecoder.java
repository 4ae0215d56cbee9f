package clearing.client.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Turns the envelopes of a checked block into {@link BlockTransaction}s. */
public final class BlockDecoder {
    private BlockDecoder() {}

    static List<BlockTransaction> transactions(Block block) throws InvalidProtocolBufferException {
        ByteString codes = block.getMetadata().getMetadataCount() > BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE
                ? block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE)
                : ByteString.EMPTY;
        List<BlockTransaction> decoded = new ArrayList<>(block.getData().getDataCount());
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            decoded.add(transaction(block.getData().getData(i), i, code(block, codes, i)));
        }
        return decoded;
    }

    /**
     * One envelope, decoded without a peer's word on it: the code in the answer is VALID and means nothing.
     *
     * @param raw   the envelope as the block holds it
     * @param index its place in the block
     */
    public static BlockTransaction envelope(ByteString raw, int index) throws InvalidProtocolBufferException {
        return transaction(raw, index, TxValidationCode.VALID);
    }

    private static TxValidationCode code(Block block, ByteString codes, int index)
            throws InvalidProtocolBufferException {
        if (index < codes.size()) {
            TxValidationCode code = TxValidationCode.forNumber(codes.byteAt(index) & 0xff);
            return code == null ? TxValidationCode.INVALID_OTHER_REASON : code;
        }
        // The genesis block alone is stored as it was made, without codes.
        if (block.getHeader().getNumber() == 0) {
            return TxValidationCode.VALID;
        }
        throw new InvalidProtocolBufferException("no validation code for transaction " + index);
    }

    private static BlockTransaction transaction(ByteString raw, int index, TxValidationCode code)
            throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(raw).getPayload());
        ChannelHeader channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        SignatureHeader signature =
                SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        HeaderType type = HeaderType.forNumber(channel.getType());
        Call call = type == HeaderType.ENDORSER_TRANSACTION ? endorsed(payload.getData(), code) : Call.NONE;
        return new BlockTransaction(
                index,
                channel.getTxId(),
                channel.getChannelId(),
                type == null ? HeaderType.UNRECOGNIZED : type,
                code,
                signatory(signature.getCreator()),
                instant(channel),
                call.chaincode(),
                call.args(),
                call.reads(),
                call.writes(),
                call.response(),
                call.endorsers());
    }

    private static Instant instant(ChannelHeader channel) throws InvalidProtocolBufferException {
        try {
            return Instant.ofEpochSecond(
                    channel.getTimestamp().getSeconds(), channel.getTimestamp().getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidProtocolBufferException("timestamp out of range");
        }
    }

    private record Call(
            String chaincode,
            List<ByteString> args,
            List<ReadEntry> reads,
            List<WriteEntry> writes,
            ByteString response,
            List<Signatory> endorsers) {
        static final Call NONE = new Call("", List.of(), List.of(), List.of(), ByteString.EMPTY, List.of());
    }

    /**
     * An ordered transaction that its peers found invalid may hold anything; only for a valid one are undecodable bytes a fault of
     * the block.
     */
    private static Call endorsed(ByteString data, TxValidationCode code) throws InvalidProtocolBufferException {
        try {
            return endorsed(data);
        } catch (InvalidProtocolBufferException e) {
            if (code == TxValidationCode.VALID) {
                throw e;
            }
            return Call.NONE;
        }
    }

    private static Call endorsed(ByteString data) throws InvalidProtocolBufferException {
        Transaction transaction = Transaction.parseFrom(data);
        if (transaction.getActionsCount() != 1) {
            throw new InvalidProtocolBufferException(
                    "a transaction has one action, not " + transaction.getActionsCount());
        }
        ChaincodeActionPayload payload =
                ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
        ChaincodeInvocationSpec spec = ChaincodeInvocationSpec.parseFrom(
                ChaincodeProposalPayload.parseFrom(payload.getChaincodeProposalPayload())
                        .getInput());
        ChaincodeAction action = action(payload);
        List<ReadEntry> reads = new ArrayList<>();
        List<WriteEntry> writes = new ArrayList<>();
        for (NsReadWriteSet set : TxReadWriteSet.parseFrom(action.getResults()).getNsRwsetList()) {
            readWriteSet(set, reads, writes);
        }
        List<Signatory> endorsers = new ArrayList<>();
        for (Endorsement endorsement : payload.getAction().getEndorsementsList()) {
            endorsers.add(signatory(endorsement.getEndorser()));
        }
        return new Call(
                spec.getChaincodeSpec().getChaincodeId().getName(),
                spec.getChaincodeSpec().getInput().getArgsList(),
                reads,
                writes,
                action.getResponse().getPayload(),
                endorsers);
    }

    static ChaincodeAction action(ChaincodeActionPayload payload) throws InvalidProtocolBufferException {
        return ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(payload.getAction().getProposalResponsePayload())
                        .getExtension());
    }

    private static void readWriteSet(NsReadWriteSet set, List<ReadEntry> reads, List<WriteEntry> writes)
            throws InvalidProtocolBufferException {
        KVRWSet keys = KVRWSet.parseFrom(set.getRwset());
        for (KVRead read : keys.getReadsList()) {
            Optional<ReadEntry.Version> version = read.hasVersion()
                    ? Optional.of(new ReadEntry.Version(
                            read.getVersion().getBlockNum(), read.getVersion().getTxNum()))
                    : Optional.empty();
            reads.add(new ReadEntry(set.getNamespace(), read.getKey(), version));
        }
        for (KVWrite write : keys.getWritesList()) {
            writes.add(new WriteEntry(set.getNamespace(), write.getKey(), write.getIsDelete(), write.getValue()));
        }
    }

    static Signatory signatory(ByteString serialized) throws InvalidProtocolBufferException {
        SerializedIdentity identity = SerializedIdentity.parseFrom(serialized);
        return new Signatory(identity.getMspid(), identity.getIdBytes());
    }
}
