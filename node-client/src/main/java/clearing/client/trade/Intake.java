package clearing.client.trade;

import clearing.client.outbox.Journal;
import clearing.kernel.constitution.Constitution;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rows that a member hands to its running node, batch by batch. A row is on the disk before it is acknowledged; the same row again is
 * known, the same reference with other content is an error of its line. The node's trading side takes the rows from here, after a restart
 * all of them again: what became of them is in the outbox and on the ledger.
 *
 * <p>The journal has one frame a batch: the number of rows taken (4 bytes), the line of each (4 bytes), then the batch as it came.
 * Thread-safe.
 */
public final class Intake implements AutoCloseable {
    /** Name of a batch in errors. */
    static final Path BATCH = Path.of("batch");

    private static final String JOURNAL = "intake.journal";

    private final ColumnMapping mapping;
    private final Constitution constitution;
    private final String member;
    private final Runnable wake;
    private final Journal journal;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<TradeRow.Key, ByteString> known = new HashMap<>();
    private List<TradeRow> untaken = new ArrayList<>();

    /**
     * What became of a batch.
     *
     * @param accepted rows that are new, and on the disk now
     * @param known rows that were handed in before with the same content
     * @param errors what is wrong with the others
     */
    public record Receipt(int accepted, int known, List<LocatedError> errors) {
        /** Copies its list. */
        public Receipt {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Opens the journal of a folder and reads what it holds.
     *
     * @param folder the outbox's, which its holder has locked
     * @param wake called when there are rows to take
     */
    Intake(Path folder, ColumnMapping mapping, Constitution constitution, String member, Runnable wake) {
        this.mapping = mapping;
        this.constitution = constitution;
        this.member = member;
        this.wake = wake;
        this.journal = Journal.open(folder.resolve(JOURNAL), this::replay);
    }

    /**
     * An intake without a node behind it: rows stay on the disk until one opens the folder.
     *
     * @param folder exists, and nobody else uses it
     */
    public static Intake open(Path folder, Constitution constitution, String member) {
        return new Intake(folder, ColumnMapping.NONE, constitution, member, () -> {});
    }

    private void replay(ByteBuffer frame) {
        Set<Long> taken = new HashSet<>();
        for (int left = frame.getInt(); left > 0; left--) {
            taken.add((long) frame.getInt());
        }
        String text = StandardCharsets.UTF_8.decode(frame).toString();
        for (TradeRow row :
                TradeFile.parse(BATCH, text, mapping, constitution, member).rows()) {
            if (taken.contains(row.line())) {
                known.put(row.key(), row.contentHash());
                untaken.add(row);
            }
        }
    }

    /**
     * Takes a batch in the form of a trade file. On the disk when this returns.
     *
     * @param allOrNothing with one bad row none is taken
     * @throws BadInput when the batch as a whole cannot be read
     * @throws clearing.client.outbox.OutboxException when the disk does not take it
     */
    public Receipt accept(String csv, boolean allOrNothing) {
        TradeFile batch = TradeFile.parse(BATCH, csv, mapping, constitution, member);
        List<LocatedError> errors = new ArrayList<>(batch.errors());
        List<TradeRow> fresh = new ArrayList<>(batch.rows().size());
        List<ByteString> hashes = new ArrayList<>(batch.rows().size());
        for (TradeRow row : batch.rows()) {
            hashes.add(row.contentHash());
        }
        int again = 0;
        long position;
        guard.lock();
        try {
            for (int i = 0; i < hashes.size(); i++) {
                TradeRow row = batch.rows().get(i);
                ByteString before = known.get(row.key());
                if (before == null) {
                    fresh.add(row);
                } else if (before.equals(hashes.get(i))) {
                    again++;
                } else {
                    errors.add(conflict(row));
                }
            }
            if (allOrNothing && !errors.isEmpty()) {
                return new Receipt(0, 0, errors);
            }
            // What is known may still be on its way to the disk in another thread: its acknowledgement waits for that
            // too.
            position = fresh.isEmpty() ? journal.size() : journal.append(frame(fresh, csv));
            for (int i = 0; i < hashes.size(); i++) {
                known.putIfAbsent(batch.rows().get(i).key(), hashes.get(i));
            }
        } finally {
            guard.unlock();
        }
        journal.force(position);
        if (!fresh.isEmpty()) {
            hand(fresh);
        }
        return new Receipt(fresh.size(), again, errors);
    }

    private static LocatedError conflict(TradeRow row) {
        return new LocatedError(
                BATCH,
                row.line(),
                1,
                "CONTENT_CONFLICT",
                "reference: " + row.reference() + " with " + row.counterparty() + " was handed in with other content.");
    }

    private static byte[] frame(List<TradeRow> rows, String csv) {
        byte[] text = csv.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame =
                ByteBuffer.allocate(4 + 4 * rows.size() + text.length).putInt(rows.size());
        rows.forEach(row -> frame.putInt(Math.toIntExact(row.line())));
        return frame.put(text).array();
    }

    private void hand(List<TradeRow> rows) {
        guard.lock();
        try {
            untaken.addAll(rows);
        } finally {
            guard.unlock();
        }
        wake.run();
    }

    /** The rows that came since the last time; the first time all. */
    List<TradeRow> take() {
        guard.lock();
        try {
            List<TradeRow> rows = untaken;
            untaken = new ArrayList<>();
            return rows;
        } finally {
            guard.unlock();
        }
    }

    /** True when every row has been taken. */
    boolean isEmpty() {
        guard.lock();
        try {
            return untaken.isEmpty();
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
