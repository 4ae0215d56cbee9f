package clearing.client.cycle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.cycle.PageShare;
import clearing.kernel.cycle.PairLeg;
import clearing.kernel.cycle.PairPosition;
import clearing.kernel.netting.InclusionProof;
import clearing.kernel.netting.MemberNet;
import clearing.kernel.netting.MerkleTree;
import clearing.kernel.netting.NettingCycle;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.netting.NettingSet;
import clearing.kernel.netting.Obligation;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A member's net in a cycle, computed again from its gross: from the trades of a chain that was executed again, by the offline netting and not by
 * the ledger's sums. Compared with the cycle's record: amounts and numbers by asset, and that the root stands for each of the member's pages.
 */
public final class CycleCheck {
    private final CycleReplay replay;
    private final CycleRecord record;
    private final String member;
    private final Constitution constitution;
    private final List<String> differences = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    /** @param page absent for what was carried */
    private record Leaf(byte[] content, Optional<PageId> page, boolean own) {}

    /**
     * What the check found.
     *
     * @param trades the member's trades in the cycle
     * @param pages proofs that its pages are in the root, by page
     * @param carried what it carried into the cycle
     * @param nets its nets by asset code, from its gross
     * @param differences where the record says something else; none when it is right
     */
    public record Finding(
            CycleRecord record,
            int trades,
            SortedMap<PageId, InclusionProof> pages,
            int carried,
            SortedMap<String, MemberNet> nets,
            List<String> differences) {}

    private CycleCheck(CycleReplay replay, CycleRecord record, String member, Constitution constitution) {
        this.replay = replay;
        this.record = record;
        this.member = member;
        this.constitution = constitution;
    }

    /** Empty when the cycle is not netted yet. */
    public static Optional<Finding> of(CycleReplay replay, CycleId cycle, String member) {
        Optional<Constitution> constitution = replay.get(Keys.CONSTITUTION).map(Constitution::decode);
        return replay.get(Keys.cycle(cycle))
                .map(CycleRecord::decode)
                .filter(record -> record.state() != CycleState.CUT_OFF)
                .map(record -> new CycleCheck(replay, record, member, constitution.orElseThrow()).check());
    }

    private Finding check() {
        TreeMap<PageId, BitSet[]> pages = new TreeMap<>();
        replay.taken().forEach((trade, taken) -> {
            if (taken.cycle().equals(record.id())) {
                pages
                        .computeIfAbsent(trade.page(), absent -> new BitSet[] {new BitSet(), new BitSet()})[
                        taken.fundsOnly() ? 1 : 0]
                        .set(trade.index());
            }
        });
        List<Obligation> gross = new ArrayList<>();
        int trades = 0;
        int own = 0;
        for (Map.Entry<PageId, BitSet[]> entry : pages.entrySet()) {
            PageId id = entry.getKey();
            TradePage page = replay.get(Keys.page(id)).map(TradePage::ofLedger).orElseThrow();
            BitSet whole = entry.getValue()[0];
            BitSet funds = entry.getValue()[1];
            PageShare share = new PageShare(id.number(), page.contentHash(), whole, funds);
            leaves.add(new Leaf(
                    share.leaf(record.id(), id.author(), id.counterparty()), Optional.of(id), id.isParty(member)));
            trades += share.count();
            if (id.isParty(member)) {
                whole.stream().forEach(i -> owe(page, i, false, gross));
                funds.stream().forEach(i -> owe(page, i, true, gross));
                own += share.count();
            }
        }
        if (trades != record.trades()) {
            differences.add("the record says " + record.trades() + " trades, the chain says " + trades);
        }
        int carried = carried(gross);
        TreeMap<String, MemberNet> nets = nets(gross);
        compare(nets, recorded());
        return new Finding(record, own, proofs(), carried, nets, List.copyOf(differences));
    }

    private void owe(TradePage page, int i, boolean fundsOnly, List<Obligation> gross) {
        String author = page.id().author();
        String other = page.id().counterparty();
        String deliverer = page.authorDelivers(i) ? author : other;
        String receiver = page.authorDelivers(i) ? other : author;
        String name = new TradeId(page.id(), i).toString();
        if (!fundsOnly) {
            gross.add(obligation(name, deliverer, receiver, page.deliveryAsset(i), page.deliveryAmount(i)));
        }
        if (page.hasPayment(i)) {
            gross.add(obligation(name, receiver, deliverer, page.paymentAsset(i), page.paymentAmount(i)));
        }
    }

    private Obligation obligation(String name, String payer, String payee, int asset, long amount) {
        String code = constitution.asset(asset).code();
        return new Obligation(
                name, payer, payee, new NettingSet(code, "", record.id().lane()), amount);
    }

    /** Obligations that were carried into the cycle; each leg is told as one, whatever it was made of. */
    private int carried(List<Obligation> gross) {
        int own = 0;
        List<String> ids =
                constitution.members().stream().map(Member::id).sorted().toList();
        for (String first : ids) {
            for (String second : ids) {
                Optional<CarriedFail> fail = first.compareTo(second) < 0
                        ? replay.get(Keys.fail(record.id(), first, second)).map(CarriedFail::decode)
                        : Optional.empty();
                if (fail.filter(carried -> !carried.isClosedOut()).isPresent()) {
                    boolean ofMember = first.equals(member) || second.equals(member);
                    leaves.add(new Leaf(fail.get().encode(), Optional.empty(), ofMember));
                    own += ofMember ? 1 : 0;
                    if (ofMember) {
                        fail.get().legs().forEach(leg -> owe(first, second, leg, gross));
                    }
                }
            }
        }
        return own;
    }

    private void owe(String first, String second, PairLeg leg, List<Obligation> gross) {
        String name = "carried/" + leg.firstAccount() + "/" + leg.secondAccount();
        if (leg.toSecond() > 0) {
            gross.add(obligation(name, first, second, leg.asset(), leg.toSecond()));
        }
        if (leg.toFirst() > 0) {
            gross.add(obligation(name, second, first, leg.asset(), leg.toFirst()));
        }
    }

    private TreeMap<String, MemberNet> nets(List<Obligation> gross) {
        NettingCycle netting = NettingCycle.of(NettingMode.MULTILATERAL, gross);
        TreeMap<String, MemberNet> nets = new TreeMap<>();
        int at = netting.members().indexOf(member);
        for (int set = 0; at >= 0 && set < netting.sets().size(); set++) {
            nets.put(netting.sets().get(set).asset(), netting.net(set, at));
        }
        return nets;
    }

    private TreeMap<String, MemberNet> recorded() {
        TreeMap<String, MemberNet> nets = new TreeMap<>();
        for (PairPosition pair : record.pairs()) {
            if (pair.isParty(member)) {
                boolean first = pair.first().equals(member);
                for (PairLeg leg : pair.legs()) {
                    MemberNet more = new MemberNet(
                            member,
                            first ? leg.toFirst() : leg.toSecond(),
                            first ? leg.toSecond() : leg.toFirst(),
                            first ? leg.toFirstCount() : leg.toSecondCount(),
                            first ? leg.toSecondCount() : leg.toFirstCount());
                    nets.merge(constitution.asset(leg.asset()).code(), more, CycleCheck::sum);
                }
            }
        }
        return nets;
    }

    private static MemberNet sum(MemberNet a, MemberNet b) {
        return new MemberNet(
                a.member(),
                Math.addExact(a.incoming(), b.incoming()),
                Math.addExact(a.outgoing(), b.outgoing()),
                a.incomingCount() + b.incomingCount(),
                a.outgoingCount() + b.outgoingCount());
    }

    private void compare(SortedMap<String, MemberNet> own, SortedMap<String, MemberNet> said) {
        TreeMap<String, MemberNet> all = new TreeMap<>(own);
        all.putAll(said);
        for (String asset : all.keySet()) {
            MemberNet nothing = new MemberNet(member, 0, 0, 0, 0);
            MemberNet mine = own.getOrDefault(asset, nothing);
            MemberNet theirs = said.getOrDefault(asset, nothing);
            if (mine.incoming() != theirs.incoming() || mine.outgoing() != theirs.outgoing()) {
                differences.add(asset + ": the record says " + theirs.incoming() + " in and " + theirs.outgoing()
                        + " out, the gross comes to " + mine.incoming() + " in and " + mine.outgoing() + " out");
            }
        }
    }

    private SortedMap<PageId, InclusionProof> proofs() {
        MerkleTree tree = MerkleTree.of(leaves.stream().map(Leaf::content).toList());
        if (!Arrays.equals(tree.root(), record.root())) {
            differences.add("the root does not stand for what the chain took into the cycle");
        }
        TreeMap<PageId, InclusionProof> proofs = new TreeMap<>();
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            InclusionProof proof = tree.prove(i);
            if (leaf.own() && !proof.proves(leaf.content(), record.root())) {
                differences.add(leaf.page().map(PageId::path).orElse("what was carried") + " is not in the root");
            }
            if (leaf.own()) {
                leaf.page().ifPresent(page -> proofs.put(page, proof));
            }
        }
        return proofs;
    }
}
