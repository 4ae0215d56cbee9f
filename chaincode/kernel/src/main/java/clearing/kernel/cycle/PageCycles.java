package clearing.kernel.cycle;

import clearing.kernel.InvariantViolation;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * In which cycles a page has trades; which of them stands in the cycle's intake.
 *
 * @param cycles ascending
 */
public record PageCycles(List<CycleId> cycles) {
    private static final int FORMAT = 1;

    public PageCycles {
        cycles = List.copyOf(cycles);
    }

    public static PageCycles decode(Optional<byte[]> stored) {
        if (stored.isEmpty()) {
            return new PageCycles(List.of());
        }
        ByteReader in = new ByteReader(stored.get());
        if (in.u8("cycles.format") != FORMAT) {
            throw new InvariantViolation("the cycles of a page on the ledger have an unknown format");
        }
        List<CycleId> cycles = new ArrayList<>();
        for (int left = in.u16("cycles.count"); left > 0; left--) {
            cycles.add(CycleId.read(in, "cycles"));
        }
        in.end("cycles");
        return new PageCycles(cycles);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64).u8(FORMAT).u16(cycles.size());
        cycles.forEach(cycle -> cycle.write(out));
        return out.toBytes();
    }

    PageCycles with(Collection<CycleId> more) {
        TreeSet<CycleId> all = new TreeSet<>(cycles);
        all.addAll(more);
        return new PageCycles(List.copyOf(all));
    }
}
