package clearing.devnet.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The chaincodes of the channel by name. */
public final class ChaincodeDefinitions {

    private final Map<String, ChaincodeDefinition> byName = new ConcurrentHashMap<>();

    /** Adds or replaces a definition. */
    public void put(ChaincodeDefinition definition) {
        byName.put(definition.name(), definition);
    }

    /** The definition of the chaincode, if the channel has it. */
    public Optional<ChaincodeDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
