package clearing.simulation.oracle;

import java.util.SortedMap;
import java.util.TreeMap;

/** What members may still give each other in one round of a lane: places like slots, named {@code ~giver>taker/asset}. */
final class Allowances {
    private static final String MARK = "~";
    /** Where nothing is agreed in this direction: more than anything that a network has. */
    private static final long PLENTY = Long.MAX_VALUE / 4;

    private final Facts facts;
    private final String lane;
    private final long day;
    private final SortedMap<String, SortedMap<Integer, Long>> given = new TreeMap<>();

    /** Net of the first by asset, on a day. */
    record Given(long day, SortedMap<Integer, Long> net) {}

    /** @param day the lane's, which never goes back */
    Allowances(Facts facts, String lane, long day) {
        this.facts = facts;
        this.lane = lane;
        this.day = day;
    }

    static boolean isAllowance(String place) {
        return place.startsWith(MARK);
    }

    static String name(String from, String to, int asset) {
        return MARK + from + ">" + to + "/" + asset;
    }

    boolean limited(String one, String other, int asset) {
        SortedMap<String, Long> limits = facts.agreed().limits();
        return limits.containsKey(one + ">" + other + "/" + asset)
                || limits.containsKey(other + ">" + one + "/" + asset);
    }

    /** What a place {@code ~giver>taker/asset} has left. */
    long room(String place) {
        String[] parts = place.substring(MARK.length()).split("[>/]", -1);
        return room(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    long room(String from, String to, int asset) {
        Long limit = facts.agreed().limits().get(from + ">" + to + "/" + asset);
        if (limit == null || !limited(from, to, asset)) {
            return PLENTY;
        }
        long net = net(from, to).getOrDefault(asset, 0L);
        return Math.max(0, limit - (from.compareTo(to) < 0 ? net : -net));
    }

    void given(String from, String to, int asset, long amount) {
        if (limited(from, to, asset)) {
            SortedMap<Integer, Long> net = net(from, to);
            long sum = net.getOrDefault(asset, 0L) + (from.compareTo(to) < 0 ? amount : -amount);
            if (sum == 0) {
                net.remove(asset);
            } else {
                net.put(asset, sum);
            }
        }
    }

    /** Keeps what has changed. */
    void store() {
        given.forEach((pair, net) -> {
            if (!net.equals(stored(pair))) {
                facts.given.put(pair, new Given(day, new TreeMap<>(net)));
            }
        });
    }

    private SortedMap<Integer, Long> net(String one, String other) {
        String pair = one.compareTo(other) < 0 ? one + "/" + other : other + "/" + one;
        return given.computeIfAbsent(lane + "/" + pair, this::stored);
    }

    private SortedMap<Integer, Long> stored(String pair) {
        Given before = facts.given.get(pair);
        return before != null && before.day() == day ? new TreeMap<>(before.net()) : new TreeMap<>();
    }
}
