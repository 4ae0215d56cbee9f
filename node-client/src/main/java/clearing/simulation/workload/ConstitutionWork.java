package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The consortium's frame grows: an account, or an asset; sometimes somebody proposes what nobody may. */
final class ConstitutionWork {
    private static final int MAX_BYTES = 256 * 1024;
    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "SGD", "GBP");

    private ConstitutionWork() {}

    static Optional<Errand> propose(Desk desk) {
        Constitution now = desk.constitution();
        if (now.version() > 3) {
            return Optional.empty();
        }
        Constitution next = switch (desk.draw().below(3)) {
            case 0 -> moreAccounts(desk, now);
            case 1 -> moreAssets(desk, now);
            default -> otherRules(desk, now);
        };
        if (desk.draw().oneIn(6)) {
            next = new Constitution(
                    next.version(), next.lanes(), next.assets(), next.members().reversed(), next.rules());
        }
        return Optional.of(
                Errand.of("propose constitution " + next.version(), Role.ADMIN, new Command.Constitute(next)));
    }

    static Optional<Errand> ratify(Desk desk) {
        int version = desk.constitution().version() + (desk.draw().oneIn(10) ? 0 : 1);
        return desk.ledger().get(Keys.proposal(version)).flatMap(stored -> {
            ByteReader in = new ByteReader(stored);
            in.u8("format");
            byte[] proposed = in.blob(MAX_BYTES, "constitution");
            boolean mine = false;
            for (int left = in.u16("count"); left > 0; left--) {
                mine |= in.text("member").equals(desk.member());
            }
            return mine
                    ? Optional.empty()
                    : Optional.of(Errand.of(
                            "ratify constitution " + version,
                            Role.ADMIN,
                            new Command.Ratify(version, Bytes.sha256(proposed))));
        });
    }

    private static Constitution moreAccounts(Desk desk, Constitution now) {
        List<Member> members = new ArrayList<>();
        for (Member member : now.members()) {
            List<String> accounts = new ArrayList<>(member.accounts());
            if (member.id().equals(desk.member())) {
                accounts.add("EXTRA" + now.version());
            }
            members.add(new Member(member.id(), member.name(), member.roles(), accounts));
        }
        return new Constitution(now.version() + 1, now.lanes(), now.assets(), members, now.rules());
    }

    private static Constitution moreAssets(Desk desk, Constitution now) {
        List<Asset> assets = new ArrayList<>(now.assets());
        String code = CURRENCIES.get(now.version() % CURRENCIES.size());
        Asset asset = new Asset(code, AssetKind.CASH, code.equals("JPY") ? 0 : 2, desk.member(), desk.anyLane());
        assets.add(asset);
        return new Constitution(
                now.version() + 1, now.lanes(), assets, now.members(), Rulebooks.withAsset(now.rules(), asset));
    }

    private static Constitution otherRules(Desk desk, Constitution now) {
        return new Constitution(
                now.version() + 1, now.lanes(), now.assets(), now.members(), Rulebooks.changed(now, desk.draw()));
    }
}
