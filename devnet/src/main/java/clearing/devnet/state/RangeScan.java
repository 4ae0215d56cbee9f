package clearing.devnet.state;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/** A range query under way; it remembers what it returned. */
public final class RangeScan {

    private final Iterator<Map.Entry<String, Versioned>> entries;
    private final String start;
    private final String end;
    private final int limit;
    private final RangeReads reads = new RangeReads(RangeReads.DEGREE);
    private int returned;
    private String lastKey = "";
    private boolean exhausted;

    RangeScan(Iterator<Map.Entry<String, Versioned>> entries, String start, String end, int limit) {
        this.entries = entries;
        this.start = start;
        this.end = end;
        this.limit = limit;
    }

    /** The next key and value, if the range or the page has one more. */
    public synchronized Optional<Map.Entry<String, Versioned>> next() {
        if (returned == limit || !entries.hasNext()) {
            exhausted = true;
            return Optional.empty();
        }
        var entry = entries.next();
        reads.add(Simulation.read(entry.getKey(), Optional.of(entry.getValue().version())));
        returned++;
        lastKey = entry.getKey();
        return Optional.of(entry);
    }

    /** Where the next page begins: the first key that was not returned, empty when there is none. */
    public synchronized String bookmark() {
        return entries.hasNext() ? entries.next().getKey() : "";
    }

    /** The record against phantoms: up to the end of the range when all of it was seen, else up to the last key seen. */
    synchronized RangeQueryInfo info() {
        var info = RangeQueryInfo.newBuilder()
                .setStartKey(start)
                .setEndKey(exhausted ? end : lastKey)
                .setItrExhausted(exhausted);
        reads.finish(info);
        return info.build();
    }
}
