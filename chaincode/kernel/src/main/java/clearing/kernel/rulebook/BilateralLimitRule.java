package clearing.kernel.rulebook;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import clearing.kernel.constitution.Member;
import java.util.Optional;

/**
 * How much more of an asset one member may have given another than received from it, in what settled between the two on one business
 * day of the asset's lane. What would pass it waits.
 *
 * @param member id of the member that gives
 * @param counterparty id of the member that receives
 * @param asset code
 * @param limit minor units, zero or more
 */
public record BilateralLimitRule(String member, String counterparty, String asset, long limit) implements Rule {
    static final int TAG = 31;

    static String name(String member, String counterparty, String asset) {
        return "limit/" + member + "/" + counterparty + "/" + asset;
    }

    @Override
    public String name() {
        return name(member, counterparty, asset);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(member).text(counterparty).text(asset).i64(limit);
    }

    static BilateralLimitRule read(ByteReader in, String path) {
        return new BilateralLimitRule(
                in.text(path + ".member"),
                in.text(path + ".counterparty"),
                in.text(path + ".asset"),
                in.i64(path + ".limit"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (!acts(member, constitution)) {
            return Optional.of(new Fault("member", "'" + member + "' is no member that acts"));
        }
        if (!acts(counterparty, constitution) || counterparty.equals(member)) {
            return Optional.of(new Fault("counterparty", "'" + counterparty + "' is no other member that acts"));
        }
        if (constitution.assetOf(asset).isEmpty()) {
            return Optional.of(new Fault("asset", "'" + asset + "' is no asset of this constitution"));
        }
        return limit < 0 || limit > Asset.MAX_AMOUNT
                ? Optional.of(new Fault("limit", "is outside 0.." + Asset.MAX_AMOUNT))
                : Optional.empty();
    }

    private static boolean acts(String id, Constitution constitution) {
        Optional<Member> found = constitution.member(id);
        return found.isPresent() && !found.get().readOnly();
    }
}
