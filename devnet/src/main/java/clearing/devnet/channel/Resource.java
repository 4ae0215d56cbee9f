package clearing.devnet.channel;

/** What a caller may be allowed to do, with Fabric's name and Fabric's default policy for it. */
public enum Resource {
    /** Have a chaincode run. */
    PROPOSE("peer/Propose", "/Channel/Application/Writers"),
    /** Have one chaincode call another. */
    CHAINCODE_TO_CHAINCODE("peer/ChaincodeToChaincode", "/Channel/Application/Writers"),
    /** Have a transaction ordered. */
    BROADCAST("orderer/Broadcast", "/Channel/Writers"),
    /** Have a peer say under its signature in which block a transaction is. */
    BLOCK_BY_TRANSACTION("qscc/GetBlockByTxID", "/Channel/Application/Readers"),
    /** Read blocks. */
    BLOCK_EVENTS("event/Block", "/Channel/Application/Readers"),
    /** Read blocks without their contents. */
    FILTERED_BLOCK_EVENTS("event/FilteredBlock", "/Channel/Application/Readers"),
    /** Ask for a transaction's fate. */
    COMMIT_STATUS("gateway/CommitStatus", "/Channel/Application/Readers"),
    /** Read chaincode events. */
    CHAINCODE_EVENTS("gateway/ChaincodeEvents", "/Channel/Application/Readers");

    private final String key;
    private final String defaultPolicy;

    Resource(String key, String defaultPolicy) {
        this.key = key;
        this.defaultPolicy = defaultPolicy;
    }

    String key() {
        return key;
    }

    String defaultPolicy() {
        return defaultPolicy;
    }
}
