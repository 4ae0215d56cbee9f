package clearing.kernel.reconcile;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.constitution.Constitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All positions of a member at one moment, lane by lane in the constitution's order, and the hash that an anchor holds of them.
 *
 * <pre>positions := lanes u16 (lane text, balance page blob){lanes}</pre>
 */
public record Positions(List<OfLane> lanes) {
    private static final int MAX_PAGE_BYTES = 256 * 1024;

    public Positions {
        lanes = List.copyOf(lanes);
    }

    /** @param page the balance page's bytes */
    public record OfLane(String lane, Blob page) {}

    /** @param page the member's balance page in a lane; an empty one where nothing is stored */
    static Positions of(Constitution constitution, Function<String, BalancePage> page) {
        List<OfLane> lanes = new ArrayList<>();
        constitution
                .lanes()
                .forEach(lane -> lanes.add(
                        new OfLane(lane.code(), Blob.of(page.apply(lane.code()).encode()))));
        return new Positions(lanes);
    }

    /** The same for whoever has the ledger's values: the bytes of a lane's balance page, or empty. */
    public static Positions ofStored(Constitution constitution, Function<String, Optional<byte[]>> stored) {
        return of(constitution, lane -> BalancePage.decode(stored.apply(lane)));
    }

    /** Total of an account in an asset, held value included, in minor units. */
    public long total(int account, int asset) {
        long total = 0;
        for (OfLane lane : lanes) {
            for (BalancePage.Position p :
                    BalancePage.decode(Optional.of(lane.page().bytes())).positions()) {
                if (p.account() == account && p.asset() == asset) {
                    total = Math.addExact(total, p.total());
                }
            }
        }
        return total;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u16(lanes.size());
        lanes.forEach(lane -> out.text(lane.lane()).blob(lane.page().bytes()));
        return out.toBytes();
    }

    public Blob hash() {
        return Blob.of(Bytes.sha256(encode()));
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no positions */
    public static Positions decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        List<OfLane> lanes = new ArrayList<>();
        for (int left = in.u16("positions.lanes"); left > 0; left--) {
            lanes.add(new OfLane(in.text("positions.lane"), Blob.of(in.blob(MAX_PAGE_BYTES, "positions.page"))));
        }
        in.end("positions");
        return new Positions(lanes);
    }
}
