package clearing.kernel.collateral;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that one member has pledged, under one key. The value itself stands in the member's position as held. A working copy.
 *
 * <pre>pledges := format u8 | count u16 | (account u8, asset u16, quantity i64){count}     by account and asset, none zero</pre>
 */
public final class Pledges {
    /** The most positions that a member may have pledged: what a default has to go through in one transaction. */
    public static final int MAX_POSITIONS = 256;

    private static final int FORMAT = 1;

    private final SortedMap<Integer, Long> quantities = new TreeMap<>();

    /**
     * A pledged position.
     *
     * @param account number of the member's account
     * @param asset number of the asset in the constitution
     * @param quantity minor units, more than zero
     */
    public record Position(int account, int asset, long quantity) {}

    public static Pledges decode(Optional<byte[]> stored) {
        Pledges pledges = new Pledges();
        stored.ifPresent(pledges::read);
        return pledges;
    }

    private void read(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("pledges.format") != FORMAT) {
            throw new InvariantViolation("a member's pledges on the ledger have an unknown format");
        }
        int previous = -1;
        for (int left = in.u16("pledges.count"); left > 0; left--) {
            int key = in.u8("pledges.account") << 16 | in.u16("pledges.asset");
            long quantity = in.i64("pledges.quantity");
            if (key <= previous || quantity <= 0) {
                throw new InvariantViolation("a member's pledges on the ledger are not in canonical form");
            }
            quantities.put(key, quantity);
            previous = key;
        }
        in.end("pledges");
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(4 + 11 * quantities.size()).u8(FORMAT).u16(quantities.size());
        positions().forEach(p -> out.u8(p.account()).u16(p.asset()).i64(p.quantity()));
        return out.toBytes();
    }

    public List<Position> positions() {
        List<Position> all = new ArrayList<>(quantities.size());
        quantities.forEach((key, quantity) -> all.add(new Position(key >>> 16, key & 0xFFFF, quantity)));
        return all;
    }

    public long quantity(int account, int asset) {
        return quantities.getOrDefault(account << 16 | asset, 0L);
    }

    public int size() {
        return quantities.size();
    }

    /** The sum that results has been checked to be neither negative nor too large. */
    public void change(int account, int asset, long by) {
        long left = Math.addExact(quantity(account, asset), by);
        if (left < 0) {
            throw new InvariantViolation("more would be taken than is pledged");
        }
        if (left == 0) {
            quantities.remove(account << 16 | asset);
        } else {
            quantities.put(account << 16 | asset, left);
        }
    }
}
