package clearing.simulation.oracle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tree of a cycle, written from its description: leaves of pages, then of what was carried; the shape of RFC 6962. */
final class Leaves {
    private static final int LARGEST_LEAF = 1 << 16;
    private static final int FORMAT = 1;

    private Leaves() {}

    /** Root over the deals of a cycle and what was carried into it, in hex. */
    static String root(Facts facts, CycleId cycle, List<Deal> deals, List<Fail> fails) {
        SortedMap<String, List<Deal>> byPage = new TreeMap<>();
        for (Deal deal : deals) {
            String order = deal.page.author() + "/" + deal.page.counterparty() + "/%010d".formatted(deal.page.number());
            byPage.computeIfAbsent(order, page -> new ArrayList<>()).add(deal);
        }
        List<byte[]> leaves = new ArrayList<>();
        byPage.values().forEach(page -> leaves.add(leaf(facts, cycle, page)));
        fails.forEach(fail -> leaves.add(leaf(fail)));
        return HexFormat.of().formatHex(leaves.isEmpty() ? Bytes.sha256(new byte[0]) : root(leaves));
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return Bytes.sha256(behind(0, leaves.getFirst()));
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Bytes.sha256(behind(1, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size()))));
    }

    private static byte[] behind(int mark, byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST_LEAF).put((byte) mark);
        for (byte[] part : parts) {
            out.put(part);
        }
        return done(out);
    }

    private static byte[] leaf(Facts facts, CycleId cycle, List<Deal> page) {
        BitSet whole = new BitSet();
        BitSet funds = new BitSet();
        page.forEach(deal -> (deal.fundsOnly ? funds : whole).set(deal.index));
        Deal any = page.getFirst();
        ByteBuffer out = ByteBuffer.allocate(LARGEST_LEAF).put((byte) FORMAT);
        id(out, cycle);
        text(out, any.page.author());
        text(out, any.page.counterparty());
        out.putInt(any.page.number());
        out.put(Bytes.sha256(HexFormat.of().parseHex(facts.contents.getOrDefault(any.page.path(), ""))));
        bits(out, whole);
        bits(out, funds);
        return done(out);
    }

    private static byte[] leaf(Fail fail) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST_LEAF).put((byte) FORMAT);
        id(out, fail.into());
        text(out, fail.first());
        text(out, fail.second());
        id(out, fail.since());
        out.putInt(fail.days()).putShort((short) fail.fines().size());
        for (Fail.Fine fine : fail.fines()) {
            out.put((byte) (fine.byFirst() ? 1 : 0));
            out.put((byte) fine.firstAccount()).put((byte) fine.secondAccount());
            out.putShort((short) fine.shortOf()).putShort((short) fine.asset());
            out.putLong(fine.base())
                    .putInt(fine.days())
                    .putShort((short) fine.points())
                    .putLong(fine.amount());
        }
        out.putShort((short) fail.legs().size());
        for (Owed leg : fail.legs()) {
            out.put((byte) leg.firstAccount()).put((byte) leg.secondAccount()).putShort((short) leg.asset());
            out.putLong(leg.toSecond()).putInt(leg.toSecondCount());
            out.putLong(leg.toFirst()).putInt(leg.toFirstCount());
        }
        return done(out);
    }

    private static void id(ByteBuffer out, CycleId cycle) {
        text(out, cycle.lane());
        out.putInt((int) cycle.date().toEpochDay()).put((byte) cycle.number());
    }

    private static void text(ByteBuffer out, String text) {
        out.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bits(ByteBuffer out, BitSet bits) {
        byte[] bytes = bits.toByteArray();
        out.put((byte) 1).putShort((short) bytes.length).put(bytes);
    }

    private static byte[] done(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
