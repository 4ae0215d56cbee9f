package clearing.kernel.execution;

import clearing.kernel.InvariantViolation;
import clearing.kernel.MalformedInput;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.settlement.LaneJournal;
import clearing.kernel.state.Keys;
import clearing.kernel.state.Overlay;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ledger's values as objects, for the length of one command: each key is decoded once, so that two parts of a command that
 * change the same page change the same object. {@link #flush} writes what changed; a refused command is simply not flushed.
 */
public final class WorkingSet {
    private final Overlay overlay;
    private final InForce inForce;
    private final TreeMap<String, StatusPage> statuses = new TreeMap<>();
    private final TreeMap<String, BalancePage> balances = new TreeMap<>();

    public WorkingSet(Overlay overlay, InForce inForce) {
        this.overlay = overlay;
        this.inForce = inForce;
    }

    public Optional<Constitution> constitution() {
        return read(Keys.CONSTITUTION, inForce::decode);
    }

    public Optional<byte[]> get(String key) {
        return overlay.get(key);
    }

    /**
     * A value of the ledger as an object.
     *
     * @throws InvariantViolation when the stored bytes are not in the encoding: nobody's input is at fault, the ledger is
     */
    public <T> Optional<T> read(String key, Function<byte[], T> decoder) {
        return overlay.get(key).map(bytes -> stored(key, () -> decoder.apply(bytes)));
    }

    private static <T> T stored(String key, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedInput e) {
            throw new InvariantViolation("the ledger's value under " + key + " cannot be read: " + e.sentence(), e);
        }
    }

    /** Writes at once; for values that one command writes once. */
    public void put(String key, byte[] value) {
        overlay.put(key, value);
    }

    public Optional<TradePage> page(PageId id) {
        return read(Keys.page(id), TradePage::ofLedger).filter(page -> page.id().equals(id));
    }

    /** The working copy; changes are kept when the command is accepted. */
    public Optional<StatusPage> status(PageId id) {
        String key = Keys.status(id);
        StatusPage loaded = statuses.get(key);
        if (loaded == null) {
            Optional<StatusPage> stored = read(key, StatusPage::decode);
            stored.ifPresent(page -> statuses.put(key, page));
            return stored.filter(page -> page.id().equals(id));
        }
        return Optional.of(loaded).filter(page -> page.id().equals(id));
    }

    /** The working copy; changes are kept when the command is accepted. */
    public BalancePage balance(String lane, String member) {
        return balances.computeIfAbsent(
                Keys.balance(lane, member), key -> stored(key, () -> BalancePage.decode(overlay.get(key))));
    }

    /** Sum of all positions in an asset, in minor units. */
    public long issued(String asset) {
        String key = Keys.issued(asset);
        return stored(key, () -> decodeIssued(overlay.get(key)));
    }

    public void putIssued(String asset, long amount) {
        overlay.put(Keys.issued(asset), new ByteWriter(8).i64(amount).toBytes());
    }

    public static long decodeIssued(Optional<byte[]> stored) {
        if (stored.isEmpty()) {
            return 0;
        }
        ByteReader in = new ByteReader(stored.get());
        long issued = in.i64("issued");
        in.end("issued");
        if (issued < 0) {
            throw new InvariantViolation("the sum issued of an asset is below zero");
        }
        return issued;
    }

    public LaneJournal journal(String lane) {
        String key = Keys.journal(lane);
        return stored(key, () -> LaneJournal.decode(overlay.get(key)));
    }

    public void putJournal(String lane, LaneJournal journal) {
        overlay.put(Keys.journal(lane), journal.encode());
    }

    public void flush() {
        statuses.forEach((key, page) -> putChanged(key, page.encode()));
        balances.forEach((key, page) -> putChanged(key, page.encode()));
    }

    private void putChanged(String key, byte[] now) {
        Optional<byte[]> before = overlay.get(key);
        boolean changed = before.map(bytes -> !Arrays.equals(bytes, now)).orElse(true);
        if (changed) {
            overlay.put(key, now);
        }
    }
}
