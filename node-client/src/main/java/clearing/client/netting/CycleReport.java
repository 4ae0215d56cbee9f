package clearing.client.netting;

import clearing.kernel.asset.Decimals;
import clearing.kernel.netting.InclusionProof;
import clearing.kernel.netting.MemberNet;
import clearing.kernel.netting.NettingCycle;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.netting.Novation;
import clearing.kernel.netting.Obligation;
import clearing.kernel.netting.PairNet;
import clearing.kernel.netting.Payment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A netted cycle as it is published and as {@code clearing net --json} prints it. Amounts are decimals of the asset's scale.
 *
 * @param payments {@code minimal-value} or {@code fewest}
 * @param member whose payments and proofs alone are shown; empty for everybody's payments and no proofs
 */
public record CycleReport(NettingMode mode, String payments, String member, List<SetReport> sets) {
    /**
     * One netting set.
     *
     * @param root Merkle root over the obligations, hexadecimal
     * @param novation content hash of the novation record, hexadecimal
     */
    public record SetReport(
            String asset,
            String agreement,
            String lane,
            long count,
            String gross,
            String paid,
            String root,
            String novation,
            List<NetReport> nets,
            List<PairReport> pairs,
            List<PaymentReport> payments,
            List<ProofReport> proofs) {}

    /** A member's position. */
    public record NetReport(
            String member, String incoming, String outgoing, String net, long incomingCount, long outgoingCount) {}

    /** What two members owe each other; only under bilateral netting. */
    public record PairReport(
            String first, String second, String toSecond, String toFirst, long toSecondCount, long toFirstCount) {}

    /** One payment. */
    public record PaymentReport(String payer, String payee, String amount) {}

    /** That one of the member's obligations is in the set: place, number of leaves and sibling hashes. */
    public record ProofReport(
            String reference, String payer, String payee, String amount, int index, int size, List<String> path) {}

    /** The report of a cycle. */
    public static CycleReport of(NettingCycle cycle, boolean fewest, Optional<String> member) {
        List<SetReport> sets = new ArrayList<>();
        for (int set = 0; set < cycle.sets().size(); set++) {
            sets.add(set(cycle, set, fewest, member));
        }
        return new CycleReport(cycle.mode(), fewest ? "fewest" : "minimal-value", member.orElse(""), sets);
    }

    private static SetReport set(NettingCycle cycle, int set, boolean fewest, Optional<String> member) {
        Novation novation = cycle.novation(set);
        int scale = ObligationFile.scale(novation.set().asset()).orElse(0);
        List<Payment> payments = cycle.payments(set, fewest);
        long paid = payments.stream().mapToLong(Payment::amount).sum();
        List<String> ids = cycle.members();
        List<PairNet> pairs = cycle.mode() == NettingMode.BILATERAL ? cycle.pairs(set) : List.of();
        HexFormat hex = HexFormat.of();
        return new SetReport(
                novation.set().asset(),
                novation.set().agreement(),
                novation.set().lane(),
                novation.count(),
                Decimals.format(novation.gross(), scale),
                Decimals.format(paid, scale),
                hex.formatHex(novation.root()),
                hex.formatHex(novation.contentHash()),
                novation.nets().stream().map(net -> net(net, scale)).toList(),
                pairs.stream()
                        .filter(pair -> shows(member, ids.get(pair.first()), ids.get(pair.second())))
                        .map(pair -> pair(pair, ids, scale))
                        .toList(),
                payments.stream()
                        .filter(payment -> shows(member, ids.get(payment.payer()), ids.get(payment.payee())))
                        .map(payment -> new PaymentReport(
                                ids.get(payment.payer()),
                                ids.get(payment.payee()),
                                Decimals.format(payment.amount(), scale)))
                        .toList(),
                member.map(id -> proofs(cycle, set, id, scale)).orElse(List.of()));
    }

    private static NetReport net(MemberNet net, int scale) {
        return new NetReport(
                net.member(),
                Decimals.format(net.incoming(), scale),
                Decimals.format(net.outgoing(), scale),
                Decimals.format(net.net(), scale),
                net.incomingCount(),
                net.outgoingCount());
    }

    private static PairReport pair(PairNet pair, List<String> ids, int scale) {
        return new PairReport(
                ids.get(pair.first()),
                ids.get(pair.second()),
                Decimals.format(pair.toSecond(), scale),
                Decimals.format(pair.toFirst(), scale),
                pair.toSecondCount(),
                pair.toFirstCount());
    }

    private static List<ProofReport> proofs(NettingCycle cycle, int set, String member, int scale) {
        List<ProofReport> proofs = new ArrayList<>();
        List<Obligation> obligations = cycle.obligations(set);
        for (int i = 0; i < obligations.size(); i++) {
            Obligation obligation = obligations.get(i);
            if (obligation.payer().equals(member) || obligation.payee().equals(member)) {
                InclusionProof proof = cycle.prove(set, i);
                proofs.add(new ProofReport(
                        obligation.reference(),
                        obligation.payer(),
                        obligation.payee(),
                        Decimals.format(obligation.amount(), scale),
                        proof.index(),
                        proof.size(),
                        proof.path().stream().map(HexFormat.of()::formatHex).toList()));
            }
        }
        return proofs;
    }

    private static boolean shows(Optional<String> member, String one, String other) {
        return member.isEmpty() || member.get().equals(one) || member.get().equals(other);
    }
}
