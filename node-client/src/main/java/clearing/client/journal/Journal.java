package clearing.client.journal;

import clearing.client.proof.Salts;
import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member's journal of a period with its trees. The same entries in the same order under the same secret make the same root.
 *
 * @param accounts ascending by account and asset, at least one
 */
public record Journal(String member, AnchorPeriod period, List<Of> accounts, Seal seal, Salts salts) {
    public Journal {
        accounts = List.copyOf(accounts);
    }

    /** Where the audit log stood: hash of its last record (zeros for none) and how many there were. */
    public record Seal(Blob hash, long records) {}

    /**
     * One account in one asset.
     *
     * @param closing what the books state, which has to be what opening and entries come to
     */
    public record Of(String account, String asset, long opening, long closing, List<JournalEntry> entries) {
        public Of {
            entries = List.copyOf(entries);
        }

        String place() {
            return account + "/" + asset;
        }
    }

    private String place(Of of) {
        return member + "/" + period + "/" + of.place();
    }

    /** The salt of an entry. */
    public Blob salt(Of of, int index) {
        return salts.salt(place(of) + "/entries", index);
    }

    /** The salt of an account's leaf. */
    public Blob salt(Of of) {
        return salts.salt(place(of), 0);
    }

    /** The tree of an account's entries; empty when it has none. */
    public Optional<SumTree> entries(Of of) {
        int size = of.entries().size();
        if (size == 0) {
            return Optional.empty();
        }
        byte[][] leaves = new byte[size][];
        long[][] amounts = new long[size][];
        for (int i = 0; i < size; i++) {
            leaves[i] = of.entries().get(i).leaf(salt(of, i));
            amounts[i] = of.entries().get(i).amounts();
        }
        return Optional.of(SumTree.of(leaves, amounts));
    }

    /** What stands in the leaf of an account. */
    public JournalAccount account(Of of) {
        Optional<SumTree> tree = entries(of);
        long[] sums = tree.map(SumTree::sums).orElseGet(() -> new long[2]);
        return new JournalAccount(
                of.account(),
                of.asset(),
                of.opening(),
                of.entries().size(),
                sums[0],
                sums[1],
                of.closing(),
                tree.map(SumTree::root).orElse(JournalAccount.NONE));
    }

    /** The tree of the accounts, whose one column is the number of entries. */
    public SumTree tree() {
        byte[][] leaves = new byte[accounts.size()][];
        long[][] amounts = new long[accounts.size()][];
        for (int i = 0; i < leaves.length; i++) {
            Of of = accounts.get(i);
            leaves[i] = account(of).leaf(salt(of));
            amounts[i] = new long[] {of.entries().size()};
        }
        return SumTree.of(leaves, amounts);
    }

    /** What is anchored. */
    public JournalRoot root() {
        SumTree tree = tree();
        return new JournalRoot(tree.root(), tree.size(), tree.sums()[0], seal.hash(), seal.records());
    }

    /** An account and asset by name. */
    public Optional<Of> find(String account, String asset) {
        return new ArrayList<>(accounts)
                .stream()
                        .filter(of -> of.account().equals(account) && of.asset().equals(asset))
                        .findFirst();
    }
}
