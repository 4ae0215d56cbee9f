package clearing.settlement.matching;

import clearing.books.AssetScales;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Currency;
import clearing.kernel.constitution.Constitution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/** Decimals of assets as the constitution at the verified height has them, and amounts as text. Thread-safe. */
public final class Scales implements AssetScales {
    private volatile Optional<Constitution> constitution = Optional.empty();

    /** Takes a constitution that came into force. */
    public void use(Constitution inForce) {
        constitution = Optional.of(inForce);
    }

    /** The constitution in force, empty before the first. */
    public Optional<Constitution> constitution() {
        return constitution;
    }

    @Override
    public OptionalInt scale(String asset) {
        Optional<Asset> known = constitution.flatMap(c -> c.assetOf(asset));
        return known.isPresent() ? OptionalInt.of(known.get().scale()) : Currency.minorUnit(asset);
    }

    /** Minor units as text in the scale of the asset; an unknown asset has no decimals. */
    public String text(String asset, long minor) {
        return text(asset, BigInteger.valueOf(minor));
    }

    /** The same for sums, which may be larger than one amount can be. */
    public String text(String asset, BigInteger minor) {
        return new BigDecimal(minor, scale(asset).orElse(0)).toPlainString();
    }
}
