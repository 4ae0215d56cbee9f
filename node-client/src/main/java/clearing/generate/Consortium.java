package clearing.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who trades what: five institutions with books, a regulator without, three currencies and the securities of fictional issuers. */
final class Consortium {
    static final String LANE = "HK";
    static final int UTC_OFFSET_MINUTES = 480;
    /** The issuer's account for what agreements withhold; no trade names it. */
    static final String ESCROW = "ESCROW";

    private static final String HKD = "HKD";
    private static final String CNY = "CNY";
    private static final String USD = "USD";

    private final List<Member> members;
    private final List<Asset> currencies;
    private final List<Asset> securities;
    private final List<Asset> assets;
    private final Map<String, Integer> assetOrdinals = new HashMap<>();
    private final List<Holder> holders;

    Consortium() {
        members = List.of(
                new Member(
                        "HarbourBrokers",
                        "Harbour Brokers Limited",
                        "HRBKHKZZ",
                        "HB",
                        List.of("BROKER"),
                        List.of("HOUSE", "CLIENT")),
                new Member(
                        "LotusSecurities",
                        "Lotus Securities Limited",
                        "LTSSHKZZ",
                        "LS",
                        List.of("BROKER"),
                        List.of("HOUSE", "CLIENT")),
                new Member(
                        "MeridianBank",
                        "Meridian Bank Limited",
                        "MRDNHKZZ",
                        "MB",
                        List.of("BANK", "CUSTODIAN"),
                        List.of("HOUSE")),
                new Member(
                        "LanternPay",
                        "LanternPay (Asia) Limited",
                        "LNPYHKZZ",
                        "LP",
                        List.of("PAYMENT_INSTITUTION"),
                        List.of("HOUSE")),
                new Member(
                        "QuillTech",
                        "QuillTech Platforms Limited",
                        "QLTPHKZZ",
                        "QT",
                        List.of("PLATFORM"),
                        List.of("HOUSE")),
                new Member("MarketAuthority", "Market Authority", "MKAUHKZZ", "MA", List.of("REGULATOR"), List.of()));
        currencies = List.of(
                new Asset(HKD, Asset.Kind.CASH, 2, "Hong Kong dollar", 0, HKD),
                new Asset(CNY, Asset.Kind.CASH, 2, "Renminbi", 0, CNY),
                new Asset(USD, Asset.Kind.CASH, 2, "US dollar", 0, USD));
        securities = List.of(
                security("HK", "FCT000001", "Kowloon Ferry Holdings", 4_835, HKD),
                security("HK", "FCT000002", "Peak Tramline Group", 1_266, HKD),
                security("KY", "FCT000003", "Lantern Festival Games", 31_540, HKD),
                security("HK", "FCT000004", "Harbour Lights Power", 6_910, HKD),
                security("CN", "FCT000005", "Pearl Delta Robotics", 2_788, CNY),
                security("HK", "FCT000006", "Victoria Dockyards", 942, HKD),
                security("US", "FCT000007", "Silk Road Semiconductors", 14_250, USD),
                security("HK", "FCT000008", "Bauhinia Property Trust", 3_305, HKD),
                security("CN", "FCT000009", "Jade Mountain Tea", 1_119, CNY),
                security("KY", "FCT000010", "Nine Dragons Cloud", 8_764, HKD),
                security("HK", "FCT000011", "Typhoon Shelter Seafood", 377, HKD),
                security("US", "FCT000012", "Pacific Crossing Freight", 5_621, USD),
                security("HK", "FCT000013", "Star Quay Tracker Fund", 2_048, HKD),
                security("CN", "FCT000014", "Plum Blossom Pharma", 4_496, CNY),
                security("HK", "FCT000015", "Outlying Islands Water", 688, HKD),
                security("US", "FCT000016", "Compass Rose Treasury Fund", 10_012, USD));
        List<Asset> table = new ArrayList<>(currencies);
        table.addAll(securities);
        assets = List.copyOf(table);
        assets.forEach(asset -> assetOrdinals.put(asset.code(), assetOrdinals.size()));
        List<Holder> all = new ArrayList<>();
        for (Member member : members) {
            for (String account : member.accounts()) {
                all.add(new Holder(all.size(), member, account));
            }
        }
        holders = List.copyOf(all);
    }

    private static Asset security(String country, String national, String name, long price, String quote) {
        return new Asset(Isin.of(country, national), Asset.Kind.SECURITY, 0, name, price, quote);
    }

    /** All members, the reading regulator last. */
    List<Member> members() {
        return members;
    }

    /** The bank that issues every currency and holds every security in custody. */
    Member issuer() {
        return members.get(2);
    }

    List<Asset> currencies() {
        return currencies;
    }

    List<Asset> securities() {
        return securities;
    }

    /** Currencies, then securities: the constitution's asset table. */
    List<Asset> assets() {
        return assets;
    }

    /** Position in the asset table. */
    int ordinal(Asset asset) {
        Integer found = assetOrdinals.get(asset.code());
        if (found == null) {
            throw new IllegalArgumentException("no asset " + asset.code());
        }
        return found;
    }

    List<Holder> holders() {
        return holders;
    }

    List<Holder> holdersOf(Member member) {
        return holders.stream()
                .filter(holder -> holder.member().id().equals(member.id()))
                .toList();
    }

    Asset currency(String code) {
        return currencies.stream()
                .filter(asset -> asset.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no currency " + code));
    }

    /**
     * Whether the account neither holds the asset at the opening nor receives any during the day. A trade that delivers
     * from such an account cannot settle in whatever order the day is settled.
     */
    boolean barren(Holder holder, Asset asset) {
        int rank = ordinal(asset) - currencies.size();
        return switch (holder.member().prefix()) {
            case "LP" -> rank >= 0;
            case "QT" -> rank >= 8 || asset.code().equals(USD);
            case "HB" -> holder.account().equals("CLIENT") && rank >= 14;
            case "LS" -> holder.account().equals("HOUSE") && rank >= 14;
            default -> false;
        };
    }
}
