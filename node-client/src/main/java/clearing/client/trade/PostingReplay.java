package clearing.client.trade;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Effect;
import clearing.kernel.Kernel;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Runs the verified chain through the kernel again, block by block from the first, and sums the postings of a value date up to a day
 * that the ledger knew at a time. Whoever runs it trusts no peer for what a transaction posted.
 */
public final class PostingReplay {
    private static final String APPLY = "apply";

    private final String chaincode;
    private final LocalDate asOf;
    private final Instant knownAt;
    private final Function<Signatory, Caller> callers;
    // Looked up by key only.
    private final Map<String, byte[]> state = new HashMap<>();
    private final SortedMap<Account, Long> sums = new TreeMap<>();

    /** One account of a member in one asset. */
    public record Account(String member, int account, String asset) implements Comparable<Account> {
        @Override
        public int compareTo(Account other) {
            int first = member.compareTo(other.member);
            int second = first != 0 ? first : Integer.compare(account, other.account);
            return second != 0 ? second : asset.compareTo(other.asset);
        }
    }

    /**
     * @param chaincode namespace of the contract
     * @param asOf the last value date that counts
     * @param knownAt the latest transaction time that counts
     */
    public PostingReplay(String chaincode, LocalDate asOf, Instant knownAt) {
        this(
                chaincode,
                asOf,
                knownAt,
                signer -> Caller.fromCertificate(
                        signer.mspId(), signer.certificate().toByteArray()));
    }

    PostingReplay(String chaincode, LocalDate asOf, Instant knownAt, Function<Signatory, Caller> callers) {
        this.callers = callers;
        this.chaincode = chaincode;
        this.asOf = asOf;
        this.knownAt = knownAt;
    }

    /**
     * Takes in the next block.
     *
     * @throws BlockRejected when a transaction has not written what the kernel says
     */
    public void accept(VerifiedBlock block) {
        for (BlockTransaction tx : block.transactions()) {
            if (tx.valid() && tx.chaincode().equals(chaincode) && tx.function().equals(APPLY)) {
                apply(block, tx);
            }
        }
    }

    private void apply(VerifiedBlock block, BlockTransaction tx) {
        Transition transition = Kernel.apply(
                key -> Optional.ofNullable(state.get(key)),
                callers.apply(tx.creator()),
                new TxContext(tx.txId(), tx.timestamp()),
                Batch.decode(tx.args().get(1).toByteArray()));
        for (WriteEntry write : tx.writes()) {
            byte[] computed = transition.writes().get(write.key());
            boolean same =
                    computed != null && Arrays.equals(computed, write.value().toByteArray());
            if (write.namespace().equals(chaincode) && !same) {
                throw new BlockRejected(
                        block.number(),
                        BlockRejected.Reason.VALIDATION,
                        "Transaction " + tx.txIndex() + " wrote what the rules do not: " + write.key() + ".");
            }
        }
        state.putAll(transition.writes());
        if (tx.timestamp().isAfter(knownAt)) {
            return;
        }
        for (Effect effect : transition.effects()) {
            if (effect instanceof Effect.Posted p && !p.valueDate().isAfter(asOf)) {
                sums.merge(new Account(p.member(), p.account(), p.asset()), p.amount(), Math::addExact);
            }
        }
    }

    /** Sums in minor units, by member, account and asset; those that came to nothing are among them. */
    public SortedMap<Account, Long> sums() {
        return new TreeMap<>(sums);
    }
}
