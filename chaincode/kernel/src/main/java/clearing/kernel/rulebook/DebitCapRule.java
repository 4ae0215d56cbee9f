package clearing.kernel.rulebook;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * A member's net debit cap in a currency: how far its position may fall below zero, as far as its collateral covers it.
 *
 * @param member id of the member
 * @param asset ISO 4217 code
 * @param cap minor units, zero or more
 */
public record DebitCapRule(String member, String asset, long cap) implements Rule {
    static final int TAG = 2;

    static String name(String member, String asset) {
        return "cap/" + member + "/" + asset;
    }

    @Override
    public String name() {
        return name(member, asset);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(member).text(asset).i64(cap);
    }

    static DebitCapRule read(ByteReader in, String path) {
        return new DebitCapRule(in.text(path + ".member"), in.text(path + ".asset"), in.i64(path + ".cap"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.member(member).filter(m -> !m.readOnly()).isEmpty()) {
            return Optional.of(new Fault("member", "'" + member + "' is no member that acts"));
        }
        Optional<Asset> capped = constitution.assetOf(asset);
        if (capped.isEmpty() || capped.get().kind() != AssetKind.CASH) {
            return Optional.of(new Fault("asset", "'" + asset + "' is no currency of this constitution"));
        }
        return cap < 0 || cap > Asset.MAX_AMOUNT
                ? Optional.of(new Fault("cap", "is outside 0.." + Asset.MAX_AMOUNT))
                : Optional.empty();
    }
}
