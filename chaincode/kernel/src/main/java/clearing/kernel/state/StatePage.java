package clearing.kernel.state;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A piece of the state as a range query answers it.
 *
 * @param entries in key order
 * @param bookmark where the next piece begins; empty at the end
 */
public record StatePage(List<Map.Entry<String, byte[]>> entries, String bookmark) {
    public static final int MAX_ENTRIES = 1_000;

    private static final int FORMAT = 1;
    private static final int MAX_VALUE_BYTES = 16 * 1024 * 1024;

    public StatePage {
        entries = List.copyOf(entries);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(1024).u8(FORMAT).u16(entries.size());
        entries.forEach(entry -> out.text(entry.getKey()).blob(entry.getValue()));
        return out.utf8(bookmark).toBytes();
    }

    /** Reads the answer of the contract's {@code range}. */
    public static StatePage decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("range.format") != FORMAT) {
            throw new MalformedInput(ResultCode.UNSUPPORTED_VERSION, "range.format", "the range's format is not 1");
        }
        List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
        for (int left = in.u16("range.count"); left > 0; left--) {
            entries.add(Map.entry(in.text("range.key"), in.blob(MAX_VALUE_BYTES, "range.value")));
        }
        StatePage page = new StatePage(entries, in.utf8(1_000, "range.bookmark"));
        in.end("range");
        return page;
    }
}
