package clearing.simulation;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.simulation.engine.Draw;
import clearing.simulation.workload.Rulebooks;
import clearing.simulation.workload.Theme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The members of a simulated network, and the constitution that it begins with. */
final class Consortium {
    private static final List<String> NAMES = List.of("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo");
    private static final int HONG_KONG_MINUTES = 480;
    private static final int NEW_YORK_MINUTES = -300;

    private Consortium() {}

    /** Ids of the members that act, each with a peer. */
    static List<String> members(int count) {
        return NAMES.subList(0, count);
    }

    /** @param start of the simulation */
    static Constitution constitution(int count, Theme theme, Draw draw, Instant start) {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(new Lane("HK", HONG_KONG_MINUTES));
        List<Asset> assets = new ArrayList<>();
        assets.add(new Asset("HKD", AssetKind.CASH, 2, NAMES.get(0), "HK"));
        assets.add(new Asset("CNY", AssetKind.CASH, 2, NAMES.get(1), "HK"));
        assets.add(new Asset("HK0000069689", AssetKind.SECURITY, 0, NAMES.get(2), "HK"));
        if (draw.oneIn(2)) {
            lanes.add(new Lane("NY", NEW_YORK_MINUTES));
            assets.add(new Asset("USD", AssetKind.CASH, 2, NAMES.get(0), "NY"));
            assets.add(new Asset("US0378331005", AssetKind.SECURITY, 0, NAMES.get(1), "NY"));
        }
        List<Member> members = new ArrayList<>();
        for (String name : members(count)) {
            List<String> accounts = draw.oneIn(2) ? List.of("HOUSE") : List.of("HOUSE", "CLIENT");
            members.add(new Member(name, name + " Limited", List.of(MemberRole.BROKER), accounts));
        }
        if (draw.oneIn(3)) {
            members.add(new Member("Registrar", "The Registrar", List.of(MemberRole.REGULATOR), List.of()));
        }
        Constitution frame = new Constitution(1, lanes, assets, members);
        return new Constitution(1, lanes, assets, members, Rulebooks.of(frame, theme, draw, start));
    }
}
