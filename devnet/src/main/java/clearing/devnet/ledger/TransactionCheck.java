package clearing.devnet.ledger;

import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.identity.Identity;
import clearing.devnet.identity.IdentityException;
import clearing.devnet.state.KeyOrder;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every check of a transaction that does not depend on the state, in the order in which Fabric's peers make them and
 * with their codes: form, creator, binding to the proposal, endorsements.
 */
public final class TransactionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionCheck.class);

    private final ChannelConfig config;
    private final ChaincodeDefinitions chaincodes;

    /** A check by the channel's members and chaincodes. */
    public TransactionCheck(ChannelConfig config, ChaincodeDefinitions chaincodes) {
        this.config = config;
        this.chaincodes = chaincodes;
    }

    /** Ends the check with a code. */
    private static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;
        private final TxValidationCode code;

        Invalid(TxValidationCode code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }
    }

    /** What the headers say. */
    private record Headers(Header header, ChannelHeader channel, SignatureHeader signature) {}

    /** Checks the transaction. */
    public CheckedTransaction check(Envelope envelope) {
        var bytes = envelope.toByteString();
        var transactionId = "";
        try {
            var payload = payload(envelope);
            var headers = headers(payload);
            transactionId = headers.channel().getTxId();
            checkCreator(envelope, headers);
            if (headers.channel().getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
                throw new Invalid(TxValidationCode.UNSUPPORTED_TX_PAYLOAD, "only transactions of chaincode are taken");
            }
            if (!transactionId.equals(Proposals.transactionId(
                    headers.signature().getNonce(), headers.signature().getCreator()))) {
                throw new Invalid(TxValidationCode.BAD_PROPOSAL_TXID, "the id is not made of nonce and creator");
            }
            var action = action(payload, headers);
            var sets = checkAction(headers, action);
            return new CheckedTransaction(bytes, transactionId, TxValidationCode.VALID, Optional.of(sets));
        } catch (Invalid e) {
            LOG.info("transaction {} is {}: {}", transactionId, e.code, e.getMessage());
            return CheckedTransaction.invalid(bytes, transactionId, e.code);
        }
    }

    private static Payload payload(Envelope envelope) throws Invalid {
        if (envelope.getPayload().isEmpty() && envelope.getSignature().isEmpty()) {
            throw new Invalid(TxValidationCode.NIL_ENVELOPE, "the envelope is empty");
        }
        try {
            return Parsing.parse(Payload.parser(), envelope.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.BAD_PAYLOAD, "the payload cannot be read");
        }
    }

    private static Headers headers(Payload payload) throws Invalid {
        if (!payload.hasHeader()) {
            throw new Invalid(TxValidationCode.BAD_COMMON_HEADER, "no header");
        }
        ChannelHeader channel;
        SignatureHeader signature;
        try {
            channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            signature = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.BAD_COMMON_HEADER, "a header cannot be read");
        }
        var knownType = channel.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
                || channel.getType() == HeaderType.CONFIG_UPDATE_VALUE
                || channel.getType() == HeaderType.CONFIG_VALUE;
        if (!knownType
                || channel.getEpoch() != 0
                || signature.getNonce().isEmpty()
                || signature.getCreator().isEmpty()) {
            throw new Invalid(TxValidationCode.BAD_COMMON_HEADER, "unknown type, epoch, no nonce or no creator");
        }
        return new Headers(payload.getHeader(), channel, signature);
    }

    private void checkCreator(Envelope envelope, Headers headers) throws Invalid {
        try {
            var creator = config.members().identify(headers.signature().getCreator());
            if (!creator.signed(envelope.getSignature(), envelope.getPayload().toByteArray())) {
                throw new Invalid(TxValidationCode.BAD_CREATOR_SIGNATURE, "the signature is not the creator's");
            }
        } catch (IdentityException e) {
            throw new Invalid(TxValidationCode.BAD_CREATOR_SIGNATURE, String.valueOf(e.getMessage()));
        }
    }

    /** The endorsed action, bound to the headers by the proposal's hash. */
    private static ChaincodeEndorsedAction action(Payload payload, Headers headers) throws Invalid {
        try {
            var transaction = Parsing.parse(Transaction.parser(), payload.getData());
            if (transaction.getActionsCount() != 1) {
                throw new Invalid(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "not one action");
            }
            var action = transaction.getActions(0);
            var header = SignatureHeader.parseFrom(action.getHeader());
            if (header.getNonce().isEmpty() || header.getCreator().isEmpty()) {
                throw new Invalid(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "no nonce or no creator");
            }
            var body = Parsing.parse(ChaincodeActionPayload.parser(), action.getPayload());
            var response = Parsing.parse(
                    ProposalResponsePayload.parser(), body.getAction().getProposalResponsePayload());
            var hash = Proposals.hash(
                    headers.header().getChannelHeader(), action.getHeader(), body.getChaincodeProposalPayload());
            if (!hash.equals(response.getProposalHash())) {
                throw new Invalid(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "the proposal's hash does not match");
            }
            return body.getAction();
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "the transaction cannot be read");
        }
    }

    private SortedMap<String, KVRWSet> checkAction(Headers headers, ChaincodeEndorsedAction action) throws Invalid {
        ChaincodeAction result;
        ChaincodeHeaderExtension extension;
        try {
            extension = ChaincodeHeaderExtension.parseFrom(headers.channel().getExtension());
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.BAD_HEADER_EXTENSION, "the header's extension cannot be read");
        }
        try {
            var payload = Parsing.parse(ProposalResponsePayload.parser(), action.getProposalResponsePayload());
            result = Parsing.parse(ChaincodeAction.parser(), payload.getExtension());
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.BAD_RESPONSE_PAYLOAD, "the response cannot be read");
        }
        var sets = readWriteSets(result.getResults());
        var name = extension.getChaincodeId().getName();
        if (!extension.hasChaincodeId() || !result.hasChaincodeId()) {
            throw new Invalid(TxValidationCode.INVALID_OTHER_REASON, "no chaincode named");
        }
        if (name.isEmpty()
                || !name.equals(result.getChaincodeId().getName())
                || result.getChaincodeId().getVersion().isEmpty()) {
            throw new Invalid(TxValidationCode.INVALID_CHAINCODE, "two different chaincodes, or no version");
        }
        checkEvent(result.getEvents(), name);
        var endorsers = endorsers(action);
        checkPolicy(name, endorsers);
        for (var entry : sets.entrySet()) {
            var writes = entry.getValue().getWritesCount() + entry.getValue().getMetadataWritesCount() > 0;
            if (writes && !entry.getKey().equals(name)) {
                checkPolicy(entry.getKey(), endorsers);
            }
        }
        return sets;
    }

    private static SortedMap<String, KVRWSet> readWriteSets(ByteString results) throws Invalid {
        var sets = new TreeMap<String, KVRWSet>(KeyOrder.INSTANCE);
        try {
            for (var set : Parsing.parse(TxReadWriteSet.parser(), results).getNsRwsetList()) {
                var parsed = Parsing.parse(KVRWSet.parser(), set.getRwset());
                if (sets.put(set.getNamespace(), parsed) != null) {
                    throw new Invalid(
                            TxValidationCode.ILLEGAL_WRITESET, "duplicate namespace '" + set.getNamespace() + "'");
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.BAD_RWSET, "the read and write set cannot be read");
        }
        return sets;
    }

    private static void checkEvent(ByteString event, String chaincode) throws Invalid {
        try {
            if (!event.isEmpty()
                    && !ChaincodeEvent.parseFrom(event).getChaincodeId().equals(chaincode)) {
                throw new Invalid(TxValidationCode.INVALID_OTHER_REASON, "an event of another chaincode");
            }
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(TxValidationCode.INVALID_OTHER_REASON, "the event cannot be read");
        }
    }

    /** The valid signers among the endorsers, each once. */
    private List<Identity> endorsers(ChaincodeEndorsedAction action) {
        var payload = action.getProposalResponsePayload().toByteArray();
        var seen = new HashSet<ByteString>();
        var endorsers = new ArrayList<Identity>();
        for (var endorsement : action.getEndorsementsList()) {
            if (!seen.add(endorsement.getEndorser())) {
                continue;
            }
            try {
                var endorser = config.members().identify(endorsement.getEndorser());
                if (endorser.signed(
                        endorsement.getSignature(),
                        payload,
                        endorsement.getEndorser().toByteArray())) {
                    endorsers.add(endorser);
                }
            } catch (IdentityException e) {
                LOG.info("an endorsement does not count: {}", e.getMessage());
            }
        }
        return endorsers;
    }

    private void checkPolicy(String chaincode, List<Identity> endorsers) throws Invalid {
        var definition = chaincodes.find(chaincode);
        if (definition.isEmpty()) {
            throw new Invalid(TxValidationCode.INVALID_CHAINCODE, "chaincode " + chaincode + " is not defined");
        }
        if (!definition.get().policy().isSatisfiedBy(endorsers)) {
            throw new Invalid(
                    TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                    "policy of chaincode " + chaincode + " is not satisfied by " + endorsers.size() + " endorsers");
        }
    }
}
