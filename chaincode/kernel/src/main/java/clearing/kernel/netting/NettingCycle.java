package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Named obligations netted set by set: positions, pairs, payments and the novation of each set. The same obligations in any
 * order give the same result, byte for byte.
 */
public final class NettingCycle {
    private final NettingMode mode;
    private final List<String> members;
    private final List<NettingSet> sets;
    private final List<Obligation> obligations;
    private final Positions positions;
    private final List<PairNet> pairs;
    private final List<MerkleTree> trees;
    private final int[] firstOfSet;

    private NettingCycle(NettingMode mode, List<Obligation> sorted) {
        this.mode = mode;
        this.obligations = sorted;
        TreeSet<String> ids = new TreeSet<>();
        TreeSet<NettingSet> names = new TreeSet<>();
        for (Obligation obligation : sorted) {
            ids.add(obligation.payer());
            ids.add(obligation.payee());
            names.add(obligation.set());
        }
        this.members = List.copyOf(ids);
        this.sets = List.copyOf(names);
        this.firstOfSet = new int[sets.size() + 1];
        ObligationColumns columns = columns();
        this.positions = MultilateralNetting.net(members.size(), sets.size(), columns);
        this.pairs = BilateralNetting.net(members.size(), sets.size(), columns);
        List<MerkleTree> roots = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            roots.add(MerkleTree.of(sorted.subList(firstOfSet[set], firstOfSet[set + 1]).stream()
                    .map(Obligation::encode)
                    .toList()));
        }
        this.trees = List.copyOf(roots);
    }

    /**
     * @param obligations in any order; no two with the same set, reference, payer and payee
     * @throws MalformedInput {@code DUPLICATE_REFERENCE} for such two; otherwise as {@link MultilateralNetting#net}
     */
    public static NettingCycle of(NettingMode mode, List<Obligation> obligations) {
        List<Obligation> sorted = new ArrayList<>(obligations);
        Collections.sort(sorted);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).compareTo(sorted.get(i - 1)) == 0) {
                throw new MalformedInput(
                        ResultCode.DUPLICATE_REFERENCE,
                        "obligations",
                        sorted.get(i).reference() + " of " + sorted.get(i).payer() + " stands twice");
            }
        }
        return new NettingCycle(mode, List.copyOf(sorted));
    }

    private ObligationColumns columns() {
        int count = obligations.size();
        int[] payer = new int[count];
        int[] payee = new int[count];
        int[] set = new int[count];
        long[] amount = new long[count];
        for (int i = 0; i < count; i++) {
            Obligation obligation = obligations.get(i);
            payer[i] = Collections.binarySearch(members, obligation.payer());
            payee[i] = Collections.binarySearch(members, obligation.payee());
            set[i] = Collections.binarySearch(sets, obligation.set());
            amount[i] = obligation.amount();
            firstOfSet[set[i] + 1] = i + 1;
        }
        return new ObligationColumns(payer, payee, set, amount);
    }

    public NettingMode mode() {
        return mode;
    }

    /** Ids, ascending. */
    public List<String> members() {
        return members;
    }

    /** Ascending. */
    public List<NettingSet> sets() {
        return sets;
    }

    public Positions positions() {
        return positions;
    }

    /** The obligations of a set, in the order of the leaves of its tree. */
    public List<Obligation> obligations(int set) {
        return obligations.subList(firstOfSet[set], firstOfSet[set + 1]);
    }

    /** The pairs of a set that owe each other anything. */
    public List<PairNet> pairs(int set) {
        return pairs.stream().filter(pair -> pair.set() == set).toList();
    }

    /**
     * What is paid: under bilateral netting one payment to each pair that is not even, else payments of the smallest total value.
     *
     * @param fewest few payments, {@link PaymentPlan#fewest}, instead of members in their order
     */
    public List<Payment> payments(int set, boolean fewest) {
        if (mode == NettingMode.BILATERAL) {
            return pairs(set).stream()
                    .map(PairNet::payment)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
        long[] nets = positions.nets(set);
        return fewest ? PaymentPlan.fewest(nets) : PaymentPlan.minimalValue(nets);
    }

    /** The record of what the set's nets replace. */
    public Novation novation(int set) {
        List<MemberNet> nets = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            MemberNet net = net(set, member);
            if (net.incomingCount() + net.outgoingCount() > 0) {
                nets.add(net);
            }
        }
        return new Novation(
                sets.get(set),
                mode,
                positions.count(set),
                positions.gross(set),
                trees.get(set).root(),
                nets);
    }

    public MemberNet net(int set, int member) {
        return new MemberNet(
                members.get(member),
                positions.incoming(set, member),
                positions.outgoing(set, member),
                positions.incomingCount(set, member),
                positions.outgoingCount(set, member));
    }

    /** The proof that the set's n-th obligation is in its novation. */
    public InclusionProof prove(int set, int index) {
        return trees.get(set).prove(index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NettingCycle that && mode == that.mode && obligations.equals(that.obligations);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(firstOfSet) * 31 + obligations.hashCode();
    }
}
