package clearing.kernel.rulebook;

import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An asset that is valued, and how much of its value counts when it is pledged.
 *
 * @param asset code
 * @param currency in which it is valued; an asset that is this currency is worth itself and needs no valuer
 * @param haircut basis points taken off, 0 to 10,000; an asset with 10,000 is valued but carries nothing
 * @param valuers ids of the members that attest prices; of fresh prices the one of the first named counts
 * @param staleAfterDays a price is fresh up to this many days after its date, 0 to 365; no fresh price means a value of zero
 */
public record CollateralRule(String asset, String currency, int haircut, List<String> valuers, int staleAfterDays)
        implements Rule {
    public static final int WHOLE = 10_000;

    static final int TAG = 40;
    private static final int MAX_DAYS = 365;

    public CollateralRule {
        valuers = List.copyOf(valuers);
    }

    static String name(String asset) {
        return "collateral/" + asset;
    }

    /** Worth itself: no price needed. */
    public boolean isMoneyItself() {
        return asset.equals(currency);
    }

    @Override
    public String name() {
        return name(asset);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(asset).text(currency).u16(haircut).u16(staleAfterDays).u8(valuers.size());
        valuers.forEach(out::text);
    }

    static CollateralRule read(ByteReader in, String path) {
        String asset = in.text(path + ".asset");
        String currency = in.text(path + ".currency");
        int haircut = in.u16(path + ".haircut");
        int days = in.u16(path + ".staleAfterDays");
        List<String> valuers = new ArrayList<>();
        for (int left = in.u8(path + ".valuers.count"); left > 0; left--) {
            valuers.add(in.text(path + ".valuers"));
        }
        return new CollateralRule(asset, currency, haircut, valuers, days);
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.assetOf(asset).isEmpty()) {
            return Optional.of(new Fault("asset", "'" + asset + "' is no asset of this constitution"));
        }
        if (constitution
                .assetOf(currency)
                .filter(a -> a.kind() == AssetKind.CASH)
                .isEmpty()) {
            return Optional.of(new Fault("currency", "'" + currency + "' is no currency of this constitution"));
        }
        if (haircut < 0 || haircut > WHOLE) {
            return Optional.of(new Fault("haircut", "is outside 0.." + WHOLE));
        }
        if (staleAfterDays < 0 || staleAfterDays > MAX_DAYS) {
            return Optional.of(new Fault("staleAfterDays", "is outside 0.." + MAX_DAYS));
        }
        if (valuers.isEmpty() != isMoneyItself()) {
            return Optional.of(new Fault("valuers", "are needed, but for an asset that is the currency itself"));
        }
        boolean act = valuers.stream().allMatch(v -> RuleMembers.acts(constitution, v));
        return act && new TreeSet<>(valuers).size() == valuers.size()
                ? Optional.empty()
                : Optional.of(new Fault("valuers", "are not members that act, each once"));
    }
}
