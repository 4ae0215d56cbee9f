package clearing.kernel.reconcile;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * That a party said in public that a deadline has passed.
 *
 * <pre>escalation := by text | at i64 | late u8 (member text){late}</pre>
 *
 * @param late who was late then, the opener first
 */
public record Escalation(String by, Instant at, List<String> late) {
    public Escalation {
        late = List.copyOf(late);
    }

    void write(ByteWriter out) {
        out.text(by).i64(at.toEpochMilli()).u8(late.size());
        late.forEach(out::text);
    }

    static Escalation read(ByteReader in, String field) {
        String by = in.text(field + ".by");
        Instant at = Instant.ofEpochMilli(in.i64(field + ".at"));
        List<String> late = new ArrayList<>();
        for (int left = in.u8(field + ".late"); left > 0; left--) {
            late.add(in.text(field + ".late.member"));
        }
        return new Escalation(by, at, late);
    }
}
