package clearing.kernel.constitution;

import clearing.kernel.asset.Asset;
import clearing.kernel.rulebook.Rulebook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agreed frame of the consortium: an asset's and an account's number is its position here, and lists only grow.
 */
public final class Constitution {
    private final int version;
    private final List<Lane> lanes;
    private final List<Asset> assets;
    private final List<Member> members;
    private final Rulebook rules;
    // Looked up by key only, never iterated: the order of a hash map reaches nothing.
    private final Map<String, Integer> assetIndex = new HashMap<>();
    private final Map<String, Member> membersById = new HashMap<>();

    /** Without rules beyond the frame. */
    public Constitution(int version, List<Lane> lanes, List<Asset> assets, List<Member> members) {
        this(version, lanes, assets, members, Rulebook.NONE);
    }

    public Constitution(int version, List<Lane> lanes, List<Asset> assets, List<Member> members, Rulebook rules) {
        this.version = version;
        this.rules = rules;
        this.lanes = List.copyOf(lanes);
        this.assets = List.copyOf(assets);
        this.members = List.copyOf(members);
        for (int i = 0; i < this.assets.size(); i++) {
            assetIndex.putIfAbsent(this.assets.get(i).code(), i);
        }
        for (Member member : this.members) {
            membersById.putIfAbsent(member.id(), member);
        }
    }

    /** 1 for the first constitution, then one more each time. */
    public int version() {
        return version;
    }

    public List<Lane> lanes() {
        return lanes;
    }

    public List<Asset> assets() {
        return assets;
    }

    public List<Member> members() {
        return members;
    }

    /** What is agreed beyond the frame. */
    public Rulebook rules() {
        return rules;
    }

    /** The asset with this number; a number outside the table is the caller's fault. */
    public Asset asset(int index) {
        return assets.get(index);
    }

    public Optional<Integer> assetIndex(String code) {
        return Optional.ofNullable(assetIndex.get(code));
    }

    public Optional<Asset> assetOf(String code) {
        return assetIndex(code).map(assets::get);
    }

    public Optional<Member> member(String id) {
        return Optional.ofNullable(membersById.get(id));
    }

    public Optional<Lane> lane(String code) {
        return lanes.stream().filter(lane -> lane.code().equals(code)).findFirst();
    }

    /** The account's number in its member's list. */
    public Optional<Integer> accountIndex(String memberId, String account) {
        return member(memberId).map(m -> m.accounts().indexOf(account)).filter(index -> index >= 0);
    }

    /** The account's name for people; an unknown number reads {@code #n}. */
    public String accountName(String memberId, int account) {
        return member(memberId)
                .filter(m -> account >= 0 && account < m.accounts().size())
                .map(m -> m.accounts().get(account))
                .orElse("#" + account);
    }

    public byte[] encode() {
        return ConstitutionCodec.encode(this);
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no constitution */
    public static Constitution decode(byte[] bytes) {
        return ConstitutionCodec.decode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Constitution that
                && version == that.version
                && lanes.equals(that.lanes)
                && assets.equals(that.assets)
                && members.equals(that.members)
                && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return members.hashCode() * 31 + assets.hashCode();
    }

    @Override
    public String toString() {
        return "Constitution[version=" + version + ", members=" + members.size() + ", assets=" + assets.size() + "]";
    }
}
