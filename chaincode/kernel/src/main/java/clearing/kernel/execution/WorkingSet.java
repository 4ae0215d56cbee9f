package clearing.kernel.execution;

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

/**
 * The ledger's values as objects, for the length of one command: each key is decoded once, so that two parts of a command that
 * change the same page change the same object. {@link #flush} writes what changed; a refused command is simply not flushed.
 */
public final class WorkingSet {
    private final Overlay overlay;
    private final TreeMap<String, StatusPage> statuses = new TreeMap<>();
    private final TreeMap<String, BalancePage> balances = new TreeMap<>();

    public WorkingSet(Overlay overlay) {
        this.overlay = overlay;
    }

    public Optional<Constitution> constitution() {
        return overlay.get(Keys.CONSTITUTION).map(Constitution::decode);
    }

    public Optional<byte[]> get(String key) {
        return overlay.get(key);
    }

    /** Writes at once; for values that one command writes once. */
    public void put(String key, byte[] value) {
        overlay.put(key, value);
    }

    public Optional<TradePage> page(PageId id) {
        return overlay.get(Keys.page(id))
                .map(TradePage::ofLedger)
                .filter(page -> page.id().equals(id));
    }

    /** The working copy; changes are kept when the command is accepted. */
    public Optional<StatusPage> status(PageId id) {
        String key = Keys.status(id);
        StatusPage loaded = statuses.get(key);
        if (loaded == null) {
            Optional<StatusPage> stored = overlay.get(key).map(StatusPage::decode);
            stored.ifPresent(page -> statuses.put(key, page));
            return stored.filter(page -> page.id().equals(id));
        }
        return Optional.of(loaded).filter(page -> page.id().equals(id));
    }

    /** The working copy; changes are kept when the command is accepted. */
    public BalancePage balance(String lane, String member) {
        return balances.computeIfAbsent(Keys.balance(lane, member), key -> BalancePage.decode(overlay.get(key)));
    }

    /** Sum of all positions in an asset, in minor units. */
    public long issued(String asset) {
        return decodeIssued(overlay.get(Keys.issued(asset)));
    }

    public void putIssued(String asset, long amount) {
        overlay.put(Keys.issued(asset), new ByteWriter(8).i64(amount).toBytes());
    }

    public static long decodeIssued(Optional<byte[]> stored) {
        return stored.map(bytes -> new ByteReader(bytes).i64("issued")).orElse(0L);
    }

    public LaneJournal journal(String lane) {
        return LaneJournal.decode(overlay.get(Keys.journal(lane)));
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
