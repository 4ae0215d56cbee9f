package clearing.kernel.rulebook;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * What a member brings to the reserve fund, in minor units of the currency of account of the {@link DefaultRule}.
 *
 * @param member id of the member
 * @param target its contribution to the fund of all; also its weight when a loss is allocated
 * @param firstLoss its own capital that stands before the fund of all (skin in the game); zero for most
 * @param lossCap the most that it bears of losses beyond the fund
 */
public record ReserveRule(String member, long target, long firstLoss, long lossCap) implements Rule {
    static final int TAG = 42;

    static String name(String member) {
        return "reserve/" + member;
    }

    @Override
    public String name() {
        return name(member);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(member).i64(target).i64(firstLoss).i64(lossCap);
    }

    static ReserveRule read(ByteReader in, String path) {
        return new ReserveRule(
                in.text(path + ".member"),
                in.i64(path + ".target"),
                in.i64(path + ".firstLoss"),
                in.i64(path + ".lossCap"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (!RuleMembers.acts(constitution, member)) {
            return Optional.of(new Fault("member", "'" + member + "' is no member that acts"));
        }
        if (constitution.rules().defaultRule().isEmpty()) {
            return Optional.of(new Fault("member", "a reserve needs a default rule, which names its currency"));
        }
        return outside(target, "target")
                .or(() -> outside(firstLoss, "firstLoss"))
                .or(() -> outside(lossCap, "lossCap"));
    }

    private static Optional<Fault> outside(long amount, String field) {
        return amount < 0 || amount > Asset.MAX_AMOUNT
                ? Optional.of(new Fault(field, "is outside 0.." + Asset.MAX_AMOUNT))
                : Optional.empty();
    }
}
