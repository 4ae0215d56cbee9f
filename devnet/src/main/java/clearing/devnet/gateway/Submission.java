package clearing.devnet.gateway;

import clearing.devnet.channel.Access;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.channel.Resource;
import clearing.devnet.ledger.Ledger;
import clearing.devnet.ledger.Parsing;
import clearing.devnet.ledger.TransactionCheck;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;

/** Takes signed transactions into the order, after the checks that Fabric's orderers make. */
final class Submission {

    private final ChannelConfig config;
    private final Access access;
    private final TransactionCheck check;
    private final Ledger ledger;

    /** Submission to the ledger. */
    Submission(ChannelConfig config, Access access, TransactionCheck check, Ledger ledger) {
        this.config = config;
        this.access = access;
        this.check = check;
        this.ledger = ledger;
    }

    void submit(SubmitRequest request) {
        if (!request.hasPreparedTransaction()) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "a prepared transaction is required");
        }
        var envelope = request.getPreparedTransaction();
        if (envelope.getSignature().isEmpty()) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "prepared transaction must be signed");
        }
        if (!request.getChannelId().equals(config.channel())) {
            throw Refusals.of(
                    Status.Code.FAILED_PRECONDITION,
                    "failed to get config for channel [" + request.getChannelId() + "]");
        }
        requireOrderable(envelope);
        if (!ledger.order(check.check(envelope))) {
            throw Refusals.of(Status.Code.UNAVAILABLE, "no orderers could successfully process transaction");
        }
    }

    private void requireOrderable(Envelope envelope) {
        var bytes = envelope.getPayload().size() + envelope.getSignature().size();
        var max = config.batchSize().getAbsoluteMaxBytes();
        if (bytes > max) {
            throw rejected(
                    "BAD_REQUEST",
                    "message payload is " + bytes + " bytes and exceeds maximum allowed " + max + " bytes");
        }
        SignatureHeader signatureHeader;
        ChannelHeader channelHeader;
        try {
            var payload = Parsing.parse(Payload.parser(), envelope.getPayload());
            signatureHeader = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
            channelHeader = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        } catch (InvalidProtocolBufferException e) {
            throw rejected("BAD_REQUEST", "could not convert message to signedData: " + e.getMessage());
        }
        if (!channelHeader.getChannelId().equals(config.channel())) {
            throw rejected("NOT_FOUND", "channel does not exist");
        }
        if (channelHeader.getType() == HeaderType.CONFIG_UPDATE_VALUE
                || channelHeader.getType() == HeaderType.CONFIG_VALUE) {
            throw rejected(
                    "NOT_IMPLEMENTED", "the embedded ledger's configuration is fixed; start it with another one");
        }
        try {
            access.require(
                    Resource.BROADCAST,
                    signatureHeader.getCreator(),
                    envelope.getSignature(),
                    envelope.getPayload().toByteArray());
        } catch (AccessDeniedException e) {
            throw rejected("FORBIDDEN", e.reason() + ": permission denied");
        }
    }

    private static RuntimeException rejected(String status, String info) {
        return Refusals.of(
                Status.Code.ABORTED,
                "received unsuccessful response from orderer: status=" + status + ", info=" + info);
    }
}
