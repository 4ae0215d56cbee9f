package clearing.kernel.netting;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Comparator;

/**
 * Obligations that may be offset against each other: one asset under one agreement in one settlement lane.
 *
 * @param asset ISO 4217 code or ISIN
 * @param agreement name of the netting agreement between the members
 * @param lane code of the settlement lane
 */
public record NettingSet(String asset, String agreement, String lane) implements Comparable<NettingSet> {
    @Override
    public int compareTo(NettingSet other) {
        return Comparator.comparing(NettingSet::asset)
                .thenComparing(NettingSet::agreement)
                .thenComparing(NettingSet::lane)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return asset + "/" + agreement + "/" + lane;
    }

    void write(ByteWriter out) {
        out.text(asset).text(agreement).text(lane);
    }

    static NettingSet read(ByteReader in, String field) {
        return new NettingSet(in.text(field + ".asset"), in.text(field + ".agreement"), in.text(field + ".lane"));
    }
}
