package clearing.client.netting;

import clearing.client.netting.CycleReport.NetReport;
import clearing.client.netting.CycleReport.PaymentReport;
import clearing.client.netting.CycleReport.ProofReport;
import clearing.client.netting.CycleReport.SetReport;
import clearing.kernel.asset.Decimals;
import clearing.kernel.netting.InclusionProof;
import clearing.kernel.netting.MemberNet;
import clearing.kernel.netting.NettingCycle;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.netting.NettingSet;
import clearing.kernel.netting.Obligation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a published cycle is what a member's own obligations come to. The member's net is computed again from its gross by the
 * kernel; its obligations must be proved to be in the published root, and no proof may be for one that it does not know.
 */
public final class CycleCheck {
    private final String member;
    private final CycleReport published;
    private final List<String> differences = new ArrayList<>();

    private CycleCheck(String member, CycleReport published) {
        this.member = member;
        this.published = published;
    }

    /**
     * Where the published cycle differs, one sentence each; none when it is equal.
     *
     * @param obligations of which the member's own are looked at
     */
    public static List<String> differences(CycleReport published, List<Obligation> obligations, String member) {
        CycleCheck check = new CycleCheck(member, published);
        check.run(obligations.stream()
                .filter(o -> o.payer().equals(member) || o.payee().equals(member))
                .toList());
        return List.copyOf(check.differences);
    }

    private void run(List<Obligation> own) {
        NettingCycle cycle = NettingCycle.of(NettingMode.MULTILATERAL, own);
        TreeMap<NettingSet, MemberNet> computed = new TreeMap<>();
        TreeMap<NettingSet, List<Obligation>> gross = new TreeMap<>();
        for (int set = 0; set < cycle.sets().size(); set++) {
            computed.put(cycle.sets().get(set), cycle.net(set, cycle.members().indexOf(member)));
            gross.put(cycle.sets().get(set), cycle.obligations(set));
        }
        for (SetReport set : published.sets()) {
            NettingSet name = new NettingSet(set.asset(), set.agreement(), set.lane());
            int scale = ObligationFile.scale(set.asset()).orElse(0);
            MemberNet net = Optional.ofNullable(computed.remove(name)).orElse(new MemberNet(member, 0, 0, 0, 0));
            compare(set, name, net, scale);
            if (published.member().equals(member)) {
                checkPayments(set, name, net, scale);
                checkProofs(set, name, gross.getOrDefault(name, List.of()), scale);
            }
        }
        computed.forEach((name, net) -> differs(
                name,
                "the published cycle has no such netting set; the member's net there is "
                        + Decimals.format(
                                net.net(), ObligationFile.scale(name.asset()).orElse(0))));
    }

    private void compare(SetReport set, NettingSet name, MemberNet own, int scale) {
        NetReport shown = set.nets().stream()
                .filter(net -> net.member().equals(member))
                .findFirst()
                .orElse(new NetReport(
                        member, Decimals.format(0, scale), Decimals.format(0, scale), Decimals.format(0, scale), 0, 0));
        field(name, "incoming", Decimals.format(own.incoming(), scale), shown.incoming());
        field(name, "outgoing", Decimals.format(own.outgoing(), scale), shown.outgoing());
        field(name, "net", Decimals.format(own.net(), scale), shown.net());
        field(name, "incoming count", String.valueOf(own.incomingCount()), String.valueOf(shown.incomingCount()));
        field(name, "outgoing count", String.valueOf(own.outgoingCount()), String.valueOf(shown.outgoingCount()));
        try {
            BigDecimal sum = set.nets().stream().map(net -> exact(net.net())).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.signum() != 0) {
                differs(name, "the nets of all members sum to " + sum.toPlainString() + ", not to zero");
            }
        } catch (NumberFormatException e) {
            differs(name, "a published net is no amount");
        }
    }

    private void checkPayments(SetReport set, NettingSet name, MemberNet own, int scale) {
        try {
            BigDecimal received = BigDecimal.ZERO;
            for (PaymentReport payment : set.payments()) {
                BigDecimal amount = exact(payment.amount());
                received = payment.payee().equals(member) ? received.add(amount) : received;
                received = payment.payer().equals(member) ? received.subtract(amount) : received;
            }
            if (received.compareTo(exact(Decimals.format(own.net(), scale))) != 0) {
                differs(
                        name,
                        "the member's payments come to " + received.toPlainString() + ", its net is "
                                + Decimals.format(own.net(), scale));
            }
        } catch (NumberFormatException e) {
            differs(name, "a published payment is no amount");
        }
    }

    private void checkProofs(SetReport set, NettingSet name, List<Obligation> own, int scale) {
        TreeMap<String, ProofReport> proofs = new TreeMap<>();
        for (ProofReport proof : set.proofs()) {
            proofs.put(proof.reference() + " " + proof.payer() + " " + proof.payee(), proof);
        }
        for (Obligation obligation : own) {
            String key = obligation.reference() + " " + obligation.payer() + " " + obligation.payee();
            ProofReport proof = proofs.remove(key);
            if (proof == null) {
                differs(
                        name,
                        "obligation " + key + " of " + Decimals.format(obligation.amount(), scale)
                                + " is not in the published cycle");
            } else if (!proves(set, proof, obligation)) {
                differs(
                        name,
                        "obligation " + key + " of " + Decimals.format(obligation.amount(), scale)
                                + " is not proved; the cycle says " + proof.amount());
            }
        }
        proofs.forEach((key, proof) ->
                differs(name, "obligation " + key + " of " + proof.amount() + " is not among the member's own"));
    }

    private static boolean proves(SetReport set, ProofReport proof, Obligation obligation) {
        try {
            HexFormat hex = HexFormat.of();
            List<byte[]> path = proof.path().stream().map(hex::parseHex).toList();
            return proof.size() == set.count()
                    && new InclusionProof(proof.index(), proof.size(), path)
                            .proves(obligation.encode(), hex.parseHex(set.root()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Published text is bounded before it becomes a number: no exponent that blows up. */
    private static BigDecimal exact(String text) {
        if (text.length() > 40 || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-')) {
            throw new NumberFormatException("no amount");
        }
        return new BigDecimal(text);
    }

    private void field(NettingSet set, String field, String own, String shown) {
        if (!own.equals(shown)) {
            differs(
                    set,
                    field + " is " + own + " by the member's own obligations, " + shown + " in the published cycle");
        }
    }

    private void differs(NettingSet set, String sentence) {
        differences.add(set + ": " + sentence + ".");
    }
}
