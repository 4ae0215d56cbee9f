package clearing.kernel.cycle;

import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the pages of one author against one counterparty gave to one cycle, in one strand of page numbers: a working copy. The sums are kept
 * with each trade, so netting reads no page.
 *
 * <pre>
 * intake := format u8 | legs | shares i32 | (page number i32, content hash 32 bytes, bitmap, bitmap){shares}
 * legs   := count u16 | (author's account u8, counterparty's account u8, asset u16, owed by the author i64, number i32,
 *           owed by the counterparty i64, number i32){count}
 * </pre>
 */
public final class Intake {
    /** Strands of page numbers: so many pages that follow each other never write the same key. */
    public static final int STRANDS = 8;

    /** No sum of a strand is above this, so that no sum of a pair in both directions, with what was carried, leaves 64 bits. */
    static final long MAX_SUM = Asset.MAX_AMOUNT / 2;

    private static final int FORMAT = 1;

    private final PairSums sums;
    private final TreeMap<Integer, PageShare> shares;

    private Intake(PairSums sums, TreeMap<Integer, PageShare> shares) {
        this.sums = sums;
        this.shares = shares;
    }

    public static int strand(int pageNumber) {
        return pageNumber % STRANDS;
    }

    public static Intake decode(Optional<byte[]> stored) {
        TreeMap<Integer, PageShare> shares = new TreeMap<>();
        if (stored.isEmpty()) {
            return new Intake(new PairSums(), shares);
        }
        ByteReader in = new ByteReader(stored.get());
        if (in.u8("intake.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "intake.format", "is not 1");
        }
        PairSums sums = PairSums.of(PairSums.read(in, "intake.legs"));
        for (int left = in.i32("intake.shares"); left > 0; left--) {
            PageShare share = PageShare.read(in, "intake.shares");
            shares.put(share.number(), share);
        }
        in.end("intake");
        return new Intake(sums, shares);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64 + 64 * shares.size()).u8(FORMAT);
        PairSums.write(out, sums.legs());
        out.i32(shares.size());
        shares.values().forEach(share -> share.write(out));
        return out.toBytes();
    }

    /** The first of each leg is the author. */
    public List<PairLeg> legs() {
        return sums.legs();
    }

    /** By page number. */
    public List<PageShare> shares() {
        return new ArrayList<>(shares.values());
    }

    public Optional<PageShare> share(int pageNumber) {
        return Optional.ofNullable(shares.get(pageNumber));
    }

    /**
     * Takes trades of a page in.
     *
     * @param fundsOnly without their delivery leg
     * @return false when a sum would be above its limit; the working copy is of no use then
     */
    boolean add(TradePage page, byte[] contentHash, BitSet trades, boolean fundsOnly) {
        trades.stream().forEach(i -> move(page, i, fundsOnly, 1));
        PageShare before = shares.getOrDefault(
                page.id().number(), new PageShare(page.id().number(), contentHash, new BitSet(), new BitSet()));
        BitSet bits = fundsOnly ? before.funds() : before.whole();
        bits.or(trades);
        put(before, bits, fundsOnly);
        return sums.within(MAX_SUM) && !sums.isFull();
    }

    /** Takes one trade out again, as it came in: with all its legs, or without its delivery. */
    void remove(TradePage page, int index, boolean fundsOnly) {
        move(page, index, fundsOnly, -1);
        PageShare before = shares.getOrDefault(
                page.id().number(), new PageShare(page.id().number(), new byte[32], new BitSet(), new BitSet()));
        BitSet bits = fundsOnly ? before.funds() : before.whole();
        bits.clear(index);
        put(before, bits, fundsOnly);
    }

    private void put(PageShare before, BitSet bits, boolean ofFunds) {
        PageShare after = new PageShare(
                before.number(),
                before.contentHash(),
                ofFunds ? before.whole() : bits,
                ofFunds ? bits : before.funds());
        if (after.count() == 0) {
            shares.remove(after.number());
        } else {
            shares.put(after.number(), after);
        }
    }

    private void move(TradePage page, int i, boolean fundsOnly, int sign) {
        int author = page.authorAccount(i);
        int counterparty = page.counterpartyAccount(i);
        boolean delivers = page.authorDelivers(i);
        if (!fundsOnly) {
            sums.add(author, counterparty, page.deliveryAsset(i), delivers, sign * page.deliveryAmount(i), sign);
        }
        if (page.hasPayment(i)) {
            sums.add(author, counterparty, page.paymentAsset(i), !delivers, sign * page.paymentAmount(i), sign);
        }
    }
}
