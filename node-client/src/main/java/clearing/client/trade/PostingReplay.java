package clearing.client.trade;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.replay.ChainReplay;
import clearing.kernel.Caller;
import clearing.kernel.Effect;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Executes the verified chain again, block by block from the first, and sums the postings of a value date up to a day that the ledger knew
 * at a time. Whoever runs it trusts no peer for what a transaction posted.
 */
public final class PostingReplay {
    private final ChainReplay chain;
    private final LocalDate asOf;
    private final Instant knownAt;
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
        this(new ChainReplay(chaincode), asOf, knownAt);
    }

    PostingReplay(String chaincode, LocalDate asOf, Instant knownAt, Function<Signatory, Caller> callers) {
        this(new ChainReplay(chaincode, callers), asOf, knownAt);
    }

    private PostingReplay(ChainReplay chain, LocalDate asOf, Instant knownAt) {
        this.chain = chain;
        this.asOf = asOf;
        this.knownAt = knownAt;
    }

    /**
     * Takes in the next block.
     *
     * @throws BlockRejected when a transaction cannot have been valid, or wrote what does not follow
     */
    public void accept(VerifiedBlock block) {
        chain.accept(block, executed -> {
            if (!executed.tx().timestamp().isAfter(knownAt)) {
                executed.transition().effects().forEach(this::note);
            }
        });
    }

    private void note(Effect effect) {
        if (effect instanceof Effect.Posted p && !p.valueDate().isAfter(asOf)) {
            sums.merge(new Account(p.member(), p.account(), p.asset()), p.amount(), Math::addExact);
        }
    }

    /** Sums in minor units, by member, account and asset; those that came to nothing are among them. */
    public SortedMap<Account, Long> sums() {
        return new TreeMap<>(sums);
    }
}
