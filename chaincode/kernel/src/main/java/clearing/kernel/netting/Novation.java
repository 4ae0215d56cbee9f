package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The record that obligations of one netting set were replaced by nets: how many, their gross, the root of the Merkle tree over them in
 * the order of their names, and each member's net. A member that holds its own obligations with their proofs can check that they are
 * in it, and that its net follows from them.
 *
 * @param count number of obligations replaced
 * @param gross their sum in minor units
 * @param root root of {@link MerkleTree} over {@link Obligation#encode()}, 32 bytes
 * @param nets by member id; they sum to zero
 */
public record Novation(NettingSet set, NettingMode mode, long count, long gross, byte[] root, List<MemberNet> nets) {
    /** Members of one netting set at most. */
    public static final int MAX_MEMBERS = 65_535;

    private static final int FORMAT = 1;
    private static final int ROOT_BYTES = 32;

    /** @throws IllegalArgumentException when the root has not 32 bytes */
    public Novation {
        root = root.clone();
        nets = List.copyOf(nets);
        if (root.length != ROOT_BYTES) {
            throw new IllegalArgumentException("a root has 32 bytes");
        }
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** True when the obligation is one of those that this record replaces. */
    public boolean replaces(Obligation obligation, InclusionProof proof) {
        return obligation.set().equals(set) && proof.size() == count && proof.proves(obligation.encode(), root);
    }

    /** The canonical encoding. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(128 + 64 * nets.size());
        out.u8(FORMAT).u8(mode.ordinal());
        set.write(out);
        out.i64(count).i64(gross).fixed(root).u16(nets.size());
        nets.forEach(net -> net.write(out));
        return out.toBytes();
    }

    /** SHA-256 of the canonical encoding: the name of this record. */
    public byte[] contentHash() {
        return Bytes.sha256(encode());
    }

    /** @throws MalformedInput when the bytes are no novation, or its nets do not come to its gross and count */
    public static Novation decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("novation.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "novation.format", "is not 1");
        }
        NettingMode mode = in.constant(NettingMode.values(), "novation.mode");
        NettingSet set = NettingSet.read(in, "novation.set");
        long count = in.i64("novation.count");
        long gross = in.i64("novation.gross");
        byte[] root = in.fixed(ROOT_BYTES, "novation.root");
        int members = in.u16("novation.nets");
        List<MemberNet> nets = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            nets.add(MemberNet.read(in, "novation.nets[" + i + "]"));
        }
        in.end("novation");
        Novation novation = new Novation(set, mode, count, gross, root, nets);
        novation.fault().ifPresent(field -> {
            throw new MalformedInput(ResultCode.MALFORMED, "novation." + field, field + " contradicts the nets");
        });
        return novation;
    }

    /** The first field that the nets contradict, or empty: order of members, signs, and incoming = outgoing = gross in value and number. */
    public Optional<String> fault() {
        long incoming = 0;
        long outgoing = 0;
        long incomingCount = 0;
        long outgoingCount = 0;
        String before = "";
        for (MemberNet net : nets) {
            boolean negative = (net.incoming() | net.outgoing() | net.incomingCount() | net.outgoingCount()) < 0;
            if (negative || net.member().compareTo(before) <= 0) {
                return Optional.of("nets");
            }
            before = net.member();
            incoming += net.incoming();
            outgoing += net.outgoing();
            incomingCount += net.incomingCount();
            outgoingCount += net.outgoingCount();
            if ((incoming | outgoing | incomingCount | outgoingCount) < 0) {
                return Optional.of("nets");
            }
        }
        if (incoming != gross || outgoing != gross) {
            return Optional.of("gross");
        }
        return incomingCount == count && outgoingCount == count ? Optional.empty() : Optional.of("count");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Novation that
                && set.equals(that.set)
                && mode == that.mode
                && count == that.count
                && gross == that.gross
                && Arrays.equals(root, that.root)
                && nets.equals(that.nets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root) * 31 + nets.hashCode();
    }

    @Override
    public String toString() {
        return "Novation[" + mode + " " + set + " count=" + count + " gross=" + gross + " root="
                + HexFormat.of().formatHex(root, 0, 4) + "..]";
    }
}
