package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * A member's net debit cap in a currency counts only as far as pledged collateral, after haircuts, covers it.
 *
 * @param member id of the member
 * @param asset ISO 4217 code, with a debit cap for the member
 */
public record CoveredCapRule(String member, String asset) implements Rule {
    static final int TAG = 41;

    static String name(String member, String asset) {
        return "covered-cap/" + member + "/" + asset;
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
        out.text(member).text(asset);
    }

    static CoveredCapRule read(ByteReader in, String path) {
        return new CoveredCapRule(in.text(path + ".member"), in.text(path + ".asset"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        boolean capped = constitution
                .rules()
                .all(DebitCapRule.class)
                .anyMatch(cap -> cap.member().equals(member) && cap.asset().equals(asset));
        return capped
                ? Optional.empty()
                : Optional.of(new Fault("asset", member + " has no debit cap in '" + asset + "'"));
    }
}
