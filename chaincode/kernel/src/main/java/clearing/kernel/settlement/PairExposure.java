package clearing.kernel.settlement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What two members have given each other, net, on one business day of a lane, in assets with an agreed limit between the two. A working
 * copy for one transaction; on another day it begins at nothing.
 *
 * <pre>exposure := format u8 | day i32 | count u16 | (asset u16, net i64){count}     ascending by asset, none that is zero</pre>
 *
 * The net is what the member whose id comes first has given less what it has received, in minor units.
 */
public final class PairExposure {
    private static final int FORMAT = 1;

    private final int day;
    private final SortedMap<Integer, Long> net = new TreeMap<>();

    private PairExposure(int day) {
        this.day = day;
    }

    /** @param today the lane's business day: what was stored on another is over */
    public static PairExposure decode(Optional<byte[]> stored, int today) {
        PairExposure exposure = new PairExposure(today);
        stored.ifPresent(exposure::read);
        return exposure;
    }

    private void read(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("exposure.format") != FORMAT) {
            throw new InvariantViolation("an exposure on the ledger has an unknown format");
        }
        boolean current = in.i32("exposure.day") == day;
        int previous = -1;
        for (int left = in.u16("exposure.count"); left > 0; left--) {
            int asset = in.u16("exposure.asset");
            long amount = in.i64("exposure.net");
            if (asset <= previous || amount == 0) {
                throw new InvariantViolation("an exposure on the ledger is not in canonical form");
            }
            previous = asset;
            if (current) {
                net.put(asset, amount);
            }
        }
        in.end("exposure");
    }

    public byte[] encode() {
        ByteWriter out =
                new ByteWriter(16 + 10 * net.size()).u8(FORMAT).i32(day).u16(net.size());
        net.forEach((asset, amount) -> out.u16(asset).i64(amount));
        return out.toBytes();
    }

    /** What the first has given the second, net, in minor units. */
    public long net(int asset) {
        return net.getOrDefault(asset, 0L);
    }

    /** @param amount what the first gives: negative when it receives */
    void add(int asset, long amount) {
        long sum = Math.addExact(net(asset), amount);
        if (sum == 0) {
            net.remove(asset);
        } else {
            net.put(asset, sum);
        }
    }
}
