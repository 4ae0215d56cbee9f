package clearing.client.certificate;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the verified chain from its first block and checks what no orderer signs: that each transaction which the peer calls valid
 * read the newest versions and has an id of its own. Private data is not in blocks and ranges are not read again.
 */
public final class LedgerReplay {
    private record Key(String namespace, String key) {}

    private final Map<Key, ReadEntry.Version> versions = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * Takes in the next block.
     *
     * @throws BlockRejected when a transaction is called valid that cannot be
     */
    public void accept(VerifiedBlock block) {
        for (BlockTransaction transaction : block.transactions()) {
            boolean fresh = transaction.txId().isEmpty() || ids.add(transaction.txId());
            if (!transaction.valid()) {
                continue;
            }
            if (!fresh) {
                throw contradiction(block, transaction, "has the id of an earlier one");
            }
            for (ReadEntry read : transaction.reads()) {
                Optional<ReadEntry.Version> newest =
                        Optional.ofNullable(versions.get(new Key(read.namespace(), read.key())));
                if (!newest.equals(read.version())) {
                    throw contradiction(block, transaction, "did not read the newest version of " + read.key());
                }
            }
            for (WriteEntry write : transaction.writes()) {
                Key key = new Key(write.namespace(), write.key());
                if (write.deleted()) {
                    versions.remove(key);
                } else {
                    versions.put(key, new ReadEntry.Version(block.number(), transaction.txIndex()));
                }
            }
        }
    }

    private static BlockRejected contradiction(VerifiedBlock block, BlockTransaction transaction, String fault) {
        return new BlockRejected(
                block.number(),
                BlockRejected.Reason.VALIDATION,
                "The peer calls transaction " + transaction.txIndex() + " valid, which " + fault + ".");
    }
}
