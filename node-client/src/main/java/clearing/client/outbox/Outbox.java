package clearing.client.outbox;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A member's durable outbox: a folder with a journal that one process at a time may hold.
 *
 * <p>An intent is on the disk before this answers that it is stored, and a signed envelope is on the disk before it may be sent. So
 * after a kill at any point the journal says one of two things about an intent: nothing of it can be on the ledger (no envelope), or
 * it may be there under exactly the transaction id that the journal names.
 *
 * <h2>When a new proposal may be made</h2>
 *
 * <ol>
 *   <li>While no envelope is stored: nothing was ever sent, every proposal is the first one.
 *   <li>After the envelope was found in a block as {@code MVCC_READ_CONFLICT} or {@code PHANTOM_READ_CONFLICT}: its transaction id is
 *       used up, so the same bytes can only ever become {@code DUPLICATE_TXID}. {@link #renew} takes exactly this step.
 *   <li>In no other case. An envelope that is in no block may still be in some orderer's queue and may commit at any later time;
 *       Fabric's envelopes do not expire. Not knowing is answered by asking again and by sending the very same bytes again, which is
 *       always safe: a second copy becomes {@code DUPLICATE_TXID}.
 * </ol>
 *
 * The kernel's commands are idempotent by their content as a second net (the same page again is {@code ALREADY_RECORDED}, the same
 * deposit reference again is the same deposit), but the rule does not lean on it.
 *
 * <p>Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final String JOURNAL = "outbox.journal";

    private final Path folder;
    private final OutboxLock lock;
    private final InstantSource clock;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private Journal journal;

    private Outbox(Path folder, OutboxLock lock, InstantSource clock) {
        this.folder = folder;
        this.lock = lock;
        this.clock = clock;
        this.journal = Journal.open(folder.resolve(JOURNAL), this::replay);
    }

    /**
     * Opens or creates an outbox and reads what it holds.
     *
     * @param clock time for {@link Intent#storedAt}
     * @throws OutboxException when another process holds it, or it is damaged
     */
    public static Outbox open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new OutboxException(folder + " cannot be created: " + e.getMessage(), e);
        }
        OutboxLock lock = OutboxLock.take(folder.resolve("outbox.lock"));
        try {
            return new Outbox(folder, lock, clock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The folder. Its files other than the journal belong to whoever uses the outbox. */
    public Path folder() {
        return folder;
    }

    /** A thing to store.
     *
     * @param key     business id
     * @param role    name of the identity that signs
     * @param content what is sent
     * @param local   what stays here
     */
    public record Wish(String key, String role, ByteString content, ByteString local) {}

    /**
     * Stores an intent, or finds the one that the key already stands for. On the disk when this returns.
     *
     * @throws ContentConflict when the key stands for other content
     */
    public Intent store(Wish wish) {
        return store(List.of(wish)).get(0);
    }

    /**
     * Stores several with one wait for the disk. Either all are stored or, on a conflict, none.
     *
     * @throws ContentConflict when one of the keys stands for other content
     */
    public List<Intent> store(List<Wish> wishes) {
        List<Intent> stored = new ArrayList<>(wishes.size());
        long position = 0;
        guard.lock();
        try {
            for (Wish wish : wishes) {
                Intent known = intents.get(wish.key());
                if (known != null && !same(known, wish)) {
                    throw new ContentConflict(wish.key());
                }
            }
            for (Wish wish : wishes) {
                Intent intent = intents.get(wish.key());
                if (intent == null) {
                    intent = new Intent(
                            wish.key(),
                            wish.role(),
                            wish.content(),
                            wish.local(),
                            clock.instant(),
                            0,
                            new IntentState.New());
                    position = journal.append(Frames.stored(intent));
                    intents.put(intent.key(), intent);
                }
                stored.add(intent);
            }
        } finally {
            guard.unlock();
        }
        journal.force(position);
        return stored;
    }

    private static boolean same(Intent known, Wish wish) {
        return known.content().equals(wish.content()) && known.role().equals(wish.role());
    }

    /** Stores the signed envelope of a new proposal. On the disk when this returns; only then may it be sent. */
    public Intent endorsed(String key, Envelope envelope) {
        Intent intent = change(key, i -> {
            require(i.state() instanceof IntentState.New, i, "an envelope exists already");
            return i.proposed(envelope);
        });
        force();
        return intent;
    }

    /** Notes that a gateway acknowledged the envelope. Not forced: without this note the envelope is simply sent again. */
    public Intent sent(String key) {
        return change(key, i -> i.with(new IntentState.Sent(requireEnvelope(i))));
    }

    /** Notes that the envelope's fate could not be learnt so far. Not forced, for the same reason. */
    public Intent unknown(String key, String sentence) {
        return change(key, i -> i.with(new IntentState.Unknown(requireEnvelope(i), sentence)));
    }

    /** Ends an intent as committed in a block. */
    public Intent committed(String key, long block) {
        Intent intent = change(key, i -> {
            Envelope envelope = requireEnvelope(i);
            return i.with(new IntentState.Committed(envelope.txId(), block, envelope.result()));
        });
        force();
        return intent;
    }

    /** Ends an intent as refused for good. */
    public Intent refused(String key, IntentState.Refused reason) {
        Intent intent = change(key, i -> {
            require(!i.state().isFinal(), i, "it has ended already");
            return i.with(reason);
        });
        force();
        return intent;
    }

    /**
     * Gives up an envelope that was found in a block as invalid through a conflict of versions, so that a new proposal may be made. The
     * caller has seen that code in a block; see the rule at the type.
     */
    public Intent renew(String key) {
        Intent intent = change(key, i -> {
            requireEnvelope(i);
            return i.with(new IntentState.New());
        });
        force();
        return intent;
    }

    /** The intent of that key. */
    public Optional<Intent> find(String key) {
        guard.lock();
        try {
            return Optional.ofNullable(intents.get(key));
        } finally {
            guard.unlock();
        }
    }

    /** All intents in the order in which they were stored. */
    public List<Intent> all() {
        guard.lock();
        try {
            return List.copyOf(intents.values());
        } finally {
            guard.unlock();
        }
    }

    /** The intents that have not come to their end. */
    public List<Intent> open() {
        return all().stream().filter(i -> !i.state().isFinal()).toList();
    }

    /**
     * Writes the journal anew without the envelopes of ended intents. The old one is in force until the new one is on the disk.
     *
     * @return bytes saved
     */
    public long compact() {
        guard.lock();
        try {
            long before = journal.size();
            Path fresh = folder.resolve(JOURNAL + ".new");
            Files.deleteIfExists(fresh);
            try (Journal next = Journal.open(fresh, frame -> {})) {
                for (Intent intent : intents.values()) {
                    rewrite(next, intent);
                }
                next.force(next.size());
            }
            journal.force(journal.size());
            journal.close();
            Files.move(
                    fresh,
                    folder.resolve(JOURNAL),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            journal = Journal.open(folder.resolve(JOURNAL), frame -> {});
            return before - journal.size();
        } catch (IOException e) {
            throw new OutboxException(folder + " cannot be compacted: " + e.getMessage(), e);
        } finally {
            guard.unlock();
        }
    }

    private static void rewrite(Journal into, Intent intent) {
        // A stored record counts the proposals made before it, and replaying an envelope counts one more.
        boolean open = envelope(intent.state()).isPresent();
        Intent base = new Intent(
                intent.key(),
                intent.role(),
                intent.content(),
                intent.local(),
                intent.storedAt(),
                open ? intent.proposals() - 1 : intent.proposals(),
                intent.state());
        into.append(Frames.stored(base));
        envelope(intent.state()).ifPresent(e -> into.append(Frames.state(intent.key(), new IntentState.Endorsed(e))));
        if (!(intent.state() instanceof IntentState.New) && !(intent.state() instanceof IntentState.Endorsed)) {
            into.append(Frames.state(intent.key(), intent.state()));
        }
    }

    /** The envelope that an open state holds. */
    public static Optional<Envelope> envelope(IntentState state) {
        return switch (state) {
            case IntentState.Endorsed s -> Optional.of(s.envelope());
            case IntentState.Sent s -> Optional.of(s.envelope());
            case IntentState.Unknown s -> Optional.of(s.envelope());
            case IntentState.New s -> Optional.empty();
            case IntentState.Committed s -> Optional.empty();
            case IntentState.Refused s -> Optional.empty();
        };
    }

    private interface Step {
        Intent from(Intent intent);
    }

    private Intent change(String key, Step step) {
        guard.lock();
        try {
            Intent before = intents.get(key);
            if (before == null) {
                throw new OutboxException("The outbox has no '" + key + "'.", null);
            }
            Intent after = step.from(before);
            journal.append(Frames.state(key, after.state()));
            intents.put(key, after);
            return after;
        } finally {
            guard.unlock();
        }
    }

    private void force() {
        Journal current;
        long position;
        guard.lock();
        try {
            current = journal;
            position = current.size();
        } finally {
            guard.unlock();
        }
        current.force(position);
    }

    private static Envelope requireEnvelope(Intent intent) {
        return envelope(intent.state())
                .orElseThrow(() -> new OutboxException("'" + intent.key() + "' has no envelope.", null));
    }

    private static void require(boolean holds, Intent intent, String sentence) {
        if (!holds) {
            throw new OutboxException("'" + intent.key() + "': " + sentence + ".", null);
        }
    }

    private void replay(ByteBuffer frame) {
        int kind = frame.get();
        String key = Frames.text(frame);
        if (kind == Frames.STORED) {
            intents.put(key, Frames.stored(key, frame));
            return;
        }
        Intent intent = intents.get(key);
        if (intent == null) {
            throw new OutboxException("The journal speaks of '" + key + "' before it was stored.", null);
        }
        Intent next = switch (kind) {
            case Frames.ENDORSED -> intent.proposed(Frames.envelope(frame));
            case Frames.SENT -> intent.with(new IntentState.Sent(requireEnvelope(intent)));
            case Frames.UNKNOWN -> intent.with(new IntentState.Unknown(requireEnvelope(intent), Frames.text(frame)));
            case Frames.COMMITTED -> intent.with(Frames.committed(frame));
            case Frames.REFUSED -> intent.with(Frames.refused(frame));
            case Frames.RENEWED -> intent.with(new IntentState.New());
            default -> throw new OutboxException("The journal has a record of kind " + kind + ".", null);
        };
        intents.put(key, next);
    }

    @Override
    public void close() {
        guard.lock();
        try {
            journal.close();
            lock.close();
        } finally {
            guard.unlock();
        }
    }
}
