package clearing.kernel.cycle;

import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A cycle that is cut off: the novation of its trades. Each trade that it took in is discharged by the nets of the pair; the root names all
 * of them.
 *
 * @param cutOffMillis the ledger's time of the cut-off, milliseconds since 1970
 * @param nettedMillis of netting, 0 before
 * @param settledMillis of settlement, 0 before
 * @param trades number of trades taken in
 * @param closed number of them that bear their final state
 * @param root root of the {@link clearing.kernel.netting.MerkleTree} over {@link PageShare#leaf} by author, counterparty and page number,
 *     and behind them {@link CarriedFail#encode} by pair; 32 zeros before netting
 * @param pairs by ids; those that owe each other nothing are not named
 */
public record CycleRecord(
        CycleId id,
        CycleState state,
        long cutOffMillis,
        long nettedMillis,
        long settledMillis,
        int trades,
        int closed,
        byte[] root,
        List<PairPosition> pairs) {
    private static final int FORMAT = 1;
    private static final int ROOT_BYTES = 32;

    public CycleRecord {
        root = root.clone();
        pairs = List.copyOf(pairs);
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    static CycleRecord cutOff(CycleId id, long millis) {
        return new CycleRecord(id, CycleState.CUT_OFF, millis, 0, 0, 0, 0, new byte[ROOT_BYTES], List.of());
    }

    CycleRecord netted(long millis, int count, byte[] newRoot, List<PairPosition> nets) {
        return new CycleRecord(id, CycleState.NETTED, cutOffMillis, millis, 0, count, 0, newRoot, nets);
    }

    CycleRecord settled(long millis, List<PairPosition> outcomes) {
        CycleState now = trades == closed ? CycleState.CLOSED : CycleState.SETTLED;
        return new CycleRecord(id, now, cutOffMillis, nettedMillis, millis, trades, closed, root, outcomes);
    }

    CycleRecord closed(int more) {
        int all = closed + more;
        CycleState now = all == trades && state == CycleState.SETTLED ? CycleState.CLOSED : state;
        return new CycleRecord(id, now, cutOffMillis, nettedMillis, settledMillis, trades, all, root, pairs);
    }

    /** A default has taken what two members owed each other. */
    CycleRecord closedOut(PairPosition taken) {
        List<PairPosition> left = pairs.stream()
                .map(pair -> pair.equals(taken) ? pair.closedOut() : pair)
                .toList();
        return new CycleRecord(id, state, cutOffMillis, nettedMillis, settledMillis, trades, closed, root, left);
    }

    /** What two members came to; the first is the smaller id. */
    public Optional<PairPosition> pair(String first, String second) {
        return pairs.stream()
                .filter(pair -> pair.first().equals(first) && pair.second().equals(second))
                .findFirst();
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT);
        id.write(out);
        out.u8(state.ordinal()).i64(cutOffMillis).i64(nettedMillis).i64(settledMillis);
        out.i32(trades).i32(closed).fixed(root).i32(pairs.size());
        pairs.forEach(pair -> pair.write(out));
        return out.toBytes();
    }

    /** SHA-256 of the stored form. */
    public byte[] hash() {
        return Bytes.sha256(encode());
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no cycle */
    public static CycleRecord decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("cycle.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "cycle.format", "is not 1");
        }
        CycleId id = CycleId.read(in, "cycle.id");
        CycleState state = in.constant(CycleState.values(), "cycle.state");
        long cutOff = in.i64("cycle.cutOffMillis");
        long netted = in.i64("cycle.nettedMillis");
        long settled = in.i64("cycle.settledMillis");
        int trades = in.i32("cycle.trades");
        int closed = in.i32("cycle.closed");
        byte[] root = in.fixed(ROOT_BYTES, "cycle.root");
        List<PairPosition> pairs = new ArrayList<>();
        int count = in.i32("cycle.pairs");
        if (count < 0 || trades < 0 || closed < 0) {
            throw in.fault(ResultCode.MALFORMED, "cycle.pairs", "is negative, or a number of trades is");
        }
        for (int i = 0; i < count; i++) {
            pairs.add(PairPosition.read(in, "cycle.pairs[" + i + "]"));
        }
        in.end("cycle");
        return new CycleRecord(id, state, cutOff, netted, settled, trades, closed, root, pairs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CycleRecord that && Arrays.equals(encode(), that.encode());
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + state.hashCode();
    }

    @Override
    public String toString() {
        return "CycleRecord[" + id + " " + state + " trades=" + trades + " pairs=" + pairs.size() + " root="
                + HexFormat.of().formatHex(root, 0, 4) + "..]";
    }
}
