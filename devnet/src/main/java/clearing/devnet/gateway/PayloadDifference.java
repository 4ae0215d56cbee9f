package clearing.devnet.gateway;

import clearing.devnet.ledger.Parsing;
import clearing.devnet.state.KeyOrder;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/** Says for the log in what two endorsers' answers differ: the keys, not the values. */
final class PayloadDifference {

    private static final int NAMED_MAX = 10;

    private PayloadDifference() {}

    static String between(ByteString first, ByteString second) {
        try {
            var left = action(first);
            var right = action(second);
            var found = new ArrayList<String>();
            if (!left.getResponse().equals(right.getResponse())) {
                found.add("the response");
            }
            if (!left.getEvents().equals(right.getEvents())) {
                found.add("the event");
            }
            var leftFacts = facts(left);
            var rightFacts = facts(right);
            var keys = new TreeSet<>(leftFacts.keySet());
            keys.addAll(rightFacts.keySet());
            keys.stream()
                    .filter(key -> !Objects.equals(leftFacts.get(key), rightFacts.get(key)))
                    .limit(NAMED_MAX)
                    .forEach(found::add);
            return found.isEmpty() ? "the encoding" : String.join(", ", found);
        } catch (InvalidProtocolBufferException e) {
            return "one of them cannot be read";
        }
    }

    private static ChaincodeAction action(ByteString payload) throws InvalidProtocolBufferException {
        var response = Parsing.parse(ProposalResponsePayload.parser(), payload);
        return Parsing.parse(ChaincodeAction.parser(), response.getExtension());
    }

    private static Map<String, Object> facts(ChaincodeAction action) throws InvalidProtocolBufferException {
        var facts = new TreeMap<String, Object>(KeyOrder.INSTANCE);
        for (var set : TxReadWriteSet.parseFrom(action.getResults()).getNsRwsetList()) {
            var rwset = KVRWSet.parseFrom(set.getRwset());
            var namespace = set.getNamespace() + "/";
            rwset.getReadsList().forEach(read -> facts.put("read " + namespace + read.getKey(), read));
            rwset.getWritesList().forEach(write -> facts.put("write " + namespace + write.getKey(), write));
            rwset.getRangeQueriesInfoList()
                    .forEach(query -> facts.put("range " + namespace + query.getStartKey(), query));
        }
        return facts;
    }
}
