package clearing.kernel.revenue.calculation;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.revenue.exact.Fraction;
import java.util.ArrayList;
import java.util.List;

/**
 * How a figure came about, in words and figures: a tree whose leaves are reported values and figures of the terms.
 *
 * <pre>derivation := words utf8 | unit text | value fraction | parts u8 | derivation{parts}</pre>
 *
 * @param words what the figure is, such as {@code 30 % of management_fee}
 * @param unit an asset's code for money (the value is in minor units), {@code %} for a proportion and {@code pp} for points of one, what is
 *     counted, {@code min}, or empty for a plain number
 * @param parts what it was made from, in order
 */
public record Derivation(String words, String unit, Fraction value, List<Derivation> parts) {
    public static final String PERCENT = "%";
    public static final String POINTS = "pp";
    public static final String MINUTES = "min";

    private static final int MAX_WORDS = 1_000;
    private static final int MAX_DEPTH = 16;

    public Derivation {
        parts = List.copyOf(parts);
    }

    /** A figure that is given. */
    public static Derivation leaf(String words, String unit, Fraction value) {
        return new Derivation(words, unit, value, List.of());
    }

    public void write(ByteWriter out) {
        out.utf8(words).text(unit);
        value.write(out);
        out.u8(parts.size());
        parts.forEach(part -> part.write(out));
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no derivation */
    public static Derivation read(ByteReader in, String field) {
        return read(in, field, 0);
    }

    private static Derivation read(ByteReader in, String field, int depth) {
        if (depth > MAX_DEPTH) {
            throw in.fault(ResultCode.TOO_LARGE, field, "is deeper than " + MAX_DEPTH);
        }
        String words = in.utf8(MAX_WORDS, field + ".words");
        String unit = in.text(field + ".unit");
        Fraction value = Fraction.read(in, field + ".value");
        int count = in.u8(field + ".parts");
        List<Derivation> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(read(in, field + ".parts[" + i + "]", depth + 1));
        }
        return new Derivation(words, unit, value, parts);
    }
}
