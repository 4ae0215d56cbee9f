package clearing.kernel.constitution;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Isin;
import clearing.kernel.codec.PlainText;
import clearing.kernel.rulebook.EscrowRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a constitution must satisfy before anyone may ratify it. */
public final class ConstitutionRules {
    private static final Pattern MEMBER_ID = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_-]{0,15}");
    private static final int MAX_OFFSET_MINUTES = 14 * 60;
    private static final int MAX_LANES = 64;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_ASSETS = 4096;
    private static final int MAX_MEMBERS = 256;
    private static final int MAX_ACCOUNTS = 32;

    private ConstitutionRules() {}

    /**
     * A fault in one sentence.
     *
     * @param field path of the value at fault, such as {@code assets[3].issuer}
     */
    public record Fault(String field, String sentence) {}

    /** The first contradiction in reading order, or empty. */
    public static Optional<Fault> check(Constitution constitution) {
        return lanes(constitution)
                .or(() -> members(constitution))
                .or(() -> assets(constitution))
                .or(() -> constitution.rules().check(constitution));
    }

    /**
     * True when {@code next} only adds to {@code current}: numbers of assets and accounts stay what they were. Rules may
     * change, but the reserve fund stays in the currency and the account in which it stands, and an account is an escrow from its first day
     * on and for good: a trade from before must not be able to empty it.
     */
    public static boolean isExtension(Constitution current, Constitution next) {
        if (!startsWith(next.lanes(), current.lanes()) || !startsWith(next.assets(), current.assets())) {
            return false;
        }
        if (next.members().size() < current.members().size()) {
            return false;
        }
        for (int i = 0; i < current.members().size(); i++) {
            Member before = current.members().get(i);
            Member after = next.members().get(i);
            if (!before.id().equals(after.id()) || !startsWith(after.accounts(), before.accounts())) {
                return false;
            }
        }
        if (!escrowsStay(current, next)) {
            return false;
        }
        return current.rules()
                .defaultRule()
                .map(before ->
                        next.rules().defaultRule().filter(before::sameReserve).isPresent())
                .orElse(true);
    }

    private static boolean escrowsStay(Constitution current, Constitution next) {
        boolean all = current.rules()
                .all(EscrowRule.class)
                .allMatch(rule -> next.rules().isEscrow(rule.member(), rule.account()));
        return all
                && next.rules()
                        .all(EscrowRule.class)
                        .allMatch(rule -> current.rules().isEscrow(rule.member(), rule.account())
                                || current.accountIndex(rule.member(), rule.account())
                                        .isEmpty());
    }

    private static <T> boolean startsWith(List<T> list, List<T> prefix) {
        return list.size() >= prefix.size() && list.subList(0, prefix.size()).equals(prefix);
    }

    private static Optional<Fault> lanes(Constitution constitution) {
        Set<String> codes = new TreeSet<>();
        if (constitution.lanes().isEmpty() || constitution.lanes().size() > MAX_LANES) {
            return fault("lanes", "there are 1 to " + MAX_LANES + " settlement lanes");
        }
        for (int i = 0; i < constitution.lanes().size(); i++) {
            Lane lane = constitution.lanes().get(i);
            if (!NAME.matcher(lane.code()).matches() || !codes.add(lane.code())) {
                return fault("lanes[" + i + "].code", "'" + lane.code() + "' is no lane code or stands twice");
            }
            if (lane.utcOffsetMinutes() < -MAX_OFFSET_MINUTES || lane.utcOffsetMinutes() > MAX_OFFSET_MINUTES) {
                return fault("lanes[" + i + "].utcOffsetMinutes", "is more than 14 hours");
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> members(Constitution constitution) {
        Set<String> ids = new TreeSet<>();
        int size = constitution.members().size();
        if (size < 2 || size > MAX_MEMBERS) {
            return fault("members", "a consortium has 2 to " + MAX_MEMBERS + " members");
        }
        for (int i = 0; i < size; i++) {
            Member member = constitution.members().get(i);
            String path = "members[" + i + "]";
            if (!MEMBER_ID.matcher(member.id()).matches() || !ids.add(member.id())) {
                return fault(path + ".id", "'" + member.id() + "' is no member id or stands twice");
            }
            if (member.name().isBlank() || !PlainText.isPlain(member.name(), MAX_NAME_LENGTH)) {
                return fault(
                        path + ".name", "is not 1 to " + MAX_NAME_LENGTH + " characters without control characters");
            }
            if (member.roles().isEmpty()
                    || member.distinctRoles().size() != member.roles().size()) {
                return fault(path + ".roles", "is empty or has a role twice");
            }
            Set<String> accounts = new TreeSet<>(member.accounts());
            boolean wellFormed =
                    member.accounts().stream().allMatch(a -> NAME.matcher(a).matches());
            if (!wellFormed || accounts.size() != member.accounts().size() || accounts.size() > MAX_ACCOUNTS) {
                return fault(path + ".accounts", "has an account name that is not valid or stands twice, or too many");
            }
            if (accounts.isEmpty() != member.readOnly()) {
                return fault(path + ".accounts", "a member that acts has at least one account, a regulator has none");
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> assets(Constitution constitution) {
        Set<String> codes = new TreeSet<>();
        if (constitution.assets().isEmpty() || constitution.assets().size() > MAX_ASSETS) {
            return fault("assets", "there are 1 to " + MAX_ASSETS + " assets");
        }
        for (int i = 0; i < constitution.assets().size(); i++) {
            Asset asset = constitution.assets().get(i);
            String path = "assets[" + i + "]";
            if (!validCode(asset) || !codes.add(asset.code())) {
                return fault(path + ".code", "'" + asset.code() + "' is no ISO 4217 code or ISIN, or stands twice");
            }
            if (!validScale(asset)) {
                return fault(path + ".scale", asset.scale() + " decimals do not fit " + asset.code());
            }
            Optional<Member> issuer = constitution.member(asset.issuer());
            if (issuer.isEmpty() || issuer.get().readOnly()) {
                return fault(path + ".issuer", "'" + asset.issuer() + "' is no member that can issue");
            }
            if (constitution.lane(asset.lane()).isEmpty()) {
                return fault(path + ".lane", "'" + asset.lane() + "' is no lane of this constitution");
            }
        }
        return Optional.empty();
    }

    private static boolean validCode(Asset asset) {
        return asset.kind() == AssetKind.CASH
                ? Currency.minorUnit(asset.code()).isPresent()
                : Isin.isValid(asset.code());
    }

    private static boolean validScale(Asset asset) {
        return asset.kind() == AssetKind.CASH
                ? Currency.minorUnit(asset.code()).orElse(-1) == asset.scale()
                : asset.scale() >= 0 && asset.scale() <= Asset.MAX_SCALE;
    }

    private static Optional<Fault> fault(String field, String sentence) {
        return Optional.of(new Fault(field, sentence));
    }
}
