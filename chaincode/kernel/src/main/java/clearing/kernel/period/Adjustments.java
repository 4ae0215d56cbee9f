package clearing.kernel.period;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why the trades of a page are adjusting entries.
 *
 * <pre>adjustments := format u8 | closed value date i32 | reason text | count u16 | (0 u8 | 1 u8, page, index u16){count}</pre>
 *
 * @param closed the value date that the entries would have had
 * @param reason 1 to {@link #MAX_REASON} characters of printable ASCII
 * @param originals for each entry the trade on the ledger that it adjusts, where there is one
 */
public record Adjustments(LocalDate closed, String reason, List<Optional<TradeId>> originals) {
    public static final int MAX_REASON = 140;
    private static final int FORMAT = 1;

    public Adjustments {
        originals = List.copyOf(originals);
    }

    public void write(ByteWriter out) {
        out.u8(FORMAT).i32(Math.toIntExact(closed.toEpochDay())).text(reason).u16(originals.size());
        for (Optional<TradeId> original : originals) {
            out.u8(original.isPresent() ? 1 : 0);
            original.ifPresent(id -> {
                id.page().write(out);
                out.u16(id.index());
            });
        }
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no adjustments */
    public static Adjustments read(ByteReader in, String path) {
        if (in.u8(path + ".format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, path + ".format", "is not 1");
        }
        LocalDate closed = LocalDate.ofEpochDay(in.i32(path + ".closed"));
        String reason = in.text(path + ".reason");
        int count = in.u16(path + ".originals");
        if (count > TradePage.MAX_TRADES) {
            throw in.fault(ResultCode.TOO_LARGE, path + ".originals", "is above " + TradePage.MAX_TRADES);
        }
        List<Optional<TradeId>> originals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String field = path + ".originals[" + i + "]";
            originals.add(
                    in.flag(field)
                            ? Optional.of(new TradeId(PageId.read(in, field), in.u16(field)))
                            : Optional.empty());
        }
        return new Adjustments(closed, reason, originals);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64 + 2 * originals.size());
        write(out);
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no adjustments */
    public static Adjustments decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        Adjustments adjustments = read(in, "adjustments");
        in.end("adjustments");
        return adjustments;
    }
}
