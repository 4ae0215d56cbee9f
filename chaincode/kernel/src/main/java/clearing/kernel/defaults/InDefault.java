package clearing.kernel.defaults;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is in default, with the number of the default, under one key that hardly ever changes.
 *
 * <pre>in default := format u8 | count u16 | (member text, number i32){count}     by member</pre>
 */
public record InDefault(SortedMap<String, Integer> numbers) {
    private static final int FORMAT = 1;

    public InDefault {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    InDefault with(String member, int number) {
        SortedMap<String, Integer> more = new TreeMap<>(numbers);
        more.put(member, number);
        return new InDefault(more);
    }

    InDefault without(String member) {
        SortedMap<String, Integer> fewer = new TreeMap<>(numbers);
        fewer.remove(member);
        return new InDefault(fewer);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(64).u8(FORMAT).u16(numbers.size());
        numbers.forEach((member, number) -> out.text(member).i32(number));
        return out.toBytes();
    }

    public static InDefault decode(Optional<byte[]> stored) {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        stored.ifPresent(bytes -> {
            ByteReader in = new ByteReader(bytes);
            if (in.u8("inDefault.format") != FORMAT) {
                throw new InvariantViolation("the list of who is in default has an unknown format");
            }
            for (int left = in.u16("inDefault.count"); left > 0; left--) {
                numbers.put(in.text("inDefault.member"), in.i32("inDefault.number"));
            }
            in.end("inDefault");
        });
        return new InDefault(numbers);
    }
}
