package clearing.devnet.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * The organisations of a channel. A certificate's chain is verified once and remembered; what is not valid is not
 * remembered, so that strangers cannot fill the memory.
 */
public final class MspRegistry {

    private static final int REMEMBERED_MAX = 10_000;

    private final Map<String, Msp> msps;
    private final Map<ByteString, Identity> remembered = new ConcurrentHashMap<>();

    /** A registry of the organisations; ids are distinct. */
    public MspRegistry(Iterable<Msp> msps) {
        this.msps = java.util.stream.StreamSupport.stream(msps.spliterator(), false)
                .collect(Collectors.toUnmodifiableMap(Msp::id, Function.identity(), (first, second) -> first));
    }

    /**
     * The holder whom a message names.
     *
     * @param serialized a {@code SerializedIdentity}
     * @throws IdentityException if no organisation of the channel stands for the certificate
     */
    public Identity identify(ByteString serialized) throws IdentityException {
        var known = remembered.get(serialized);
        if (known != null) {
            return known;
        }
        var identity = verify(serialized);
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(serialized, identity);
        return identity;
    }

    private Identity verify(ByteString serialized) throws IdentityException {
        SerializedIdentity parsed;
        try {
            parsed = SerializedIdentity.parseFrom(serialized);
        } catch (InvalidProtocolBufferException e) {
            throw new IdentityException("could not deserialize a SerializedIdentity", "");
        }
        var msp = msps.get(parsed.getMspid());
        if (msp == null) {
            throw new IdentityException("MSP " + parsed.getMspid() + " is not defined on channel", "");
        }
        return msp.identify(serialized, parsed.getIdBytes());
    }
}
