package clearing.client.revenue.usage;

import clearing.client.proof.SumTree;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.RevenueCommand.FactReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The detail of one part of a measure, with the salts: for its reporter, and for whom it discloses the whole page to. Never on the ledger.
 *
 * <pre>page := magic 8 bytes | agreement text | period i32 | measure text | part i32 | count i32 | (salt 16 bytes, fact blob){count}</pre>
 *
 * @param agreement id
 * @param period first day
 * @param entries 1 to 10,000
 */
public record UsagePage(String agreement, LocalDate period, String measure, int part, List<Entry> entries) {
    /** The most facts of a page. */
    public static final int MAX_FACTS = 10_000;

    /** {@code CLUSAGE} and the format. */
    private static final byte[] MAGIC = {'C', 'L', 'U', 'S', 'A', 'G', 'E', 1};

    /** @param salt 16 bytes that nobody can guess */
    public record Entry(Blob salt, MeteredFact fact) {}

    /** @throws IllegalArgumentException without facts, or with too many */
    public UsagePage {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_FACTS) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_FACTS + " facts");
        }
    }

    /** What is reported of the page: sum, number and root. */
    public FactReport report(int revision) {
        SumTree tree = tree();
        return new FactReport(measure, part, revision, tree.sums()[0], entries.size(), tree.root());
    }

    SumTree tree() {
        byte[][] leaves = new byte[entries.size()][];
        long[][] quantities = new long[entries.size()][];
        for (int i = 0; i < leaves.length; i++) {
            Entry entry = entries.get(i);
            leaves[i] = entry.fact().leaf(entry.salt());
            quantities[i] = new long[] {entry.fact().quantity()};
        }
        return SumTree.of(leaves, quantities);
    }

    /** @throws IndexOutOfBoundsException when the page has no such fact */
    public UsageProof prove(int index) {
        Entry entry = entries.get(index);
        return new UsageProof(
                agreement,
                period,
                measure,
                part,
                index,
                entries.size(),
                entry.salt(),
                entry.fact(),
                tree().path(index));
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64 + 80 * entries.size())
                .fixed(MAGIC)
                .text(agreement)
                .i32(Math.toIntExact(period.toEpochDay()))
                .text(measure)
                .i32(part)
                .i32(entries.size());
        entries.forEach(
                entry -> out.fixed(entry.salt().bytes()).blob(entry.fact().encode()));
        return out.toBytes();
    }

    /** Whether bytes claim to be a page. */
    public static boolean isPage(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** @throws MalformedInput when the bytes are no page */
    public static UsagePage decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (!isPage(bytes)) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "usage.format", "is no page of usage");
        }
        in.fixed(MAGIC.length, "usage.format");
        String agreement = in.text("usage.agreement");
        LocalDate period = LocalDate.ofEpochDay(in.i32("usage.period"));
        String measure = in.text("usage.measure");
        int part = in.i32("usage.part");
        int count = in.i32("usage.count");
        if (count < 1 || count > MAX_FACTS) {
            throw in.fault(ResultCode.TOO_LARGE, "usage.count", "is outside 1.." + MAX_FACTS);
        }
        List<Entry> entries = new ArrayList<>(count);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            Blob salt = Blob.of(in.fixed(MeteredFact.SALT_BYTES, "usage.salt"));
            MeteredFact fact = MeteredFact.read(in);
            if (fact.quantity() > Asset.MAX_AMOUNT - sum) {
                throw in.fault(ResultCode.TOO_LARGE, "usage.fact", "makes the page's sum too large");
            }
            sum += fact.quantity();
            entries.add(new Entry(salt, fact));
        }
        in.end("usage");
        return new UsagePage(agreement, period, measure, part, entries);
    }
}
