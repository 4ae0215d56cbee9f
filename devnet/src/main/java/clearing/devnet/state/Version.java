package clearing.devnet.state;

/**
 * The transaction that wrote a value.
 *
 * @param block its block
 * @param transaction its place in the block, from 0
 */
public record Version(long block, int transaction) {

    /** The form in read sets. */
    org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version toMessage() {
        return org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                .setBlockNum(block)
                .setTxNum(transaction)
                .build();
    }

    boolean is(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version message) {
        return message.getBlockNum() == block && message.getTxNum() == transaction;
    }
}
