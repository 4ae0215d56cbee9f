package clearing.client.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of frames: length (4 bytes), CRC-32C over length and payload (4 bytes), payload.
 *
 * <p>A frame that the machine was writing when it died ends the file early or fails its checksum; opening cuts the file at the first
 * such frame. What {@link #force} answered for is never cut, since it was on the disk whole. Damage that is followed by whole frames
 * is no torn write but a broken disk or a foreign hand, and is refused. Threads that wait for the disk together share one
 * {@code fsync}.
 */
public final class Journal implements AutoCloseable {
    static final int MAX_FRAME = 64 * 1024 * 1024;
    private static final int HEAD = 8;
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock forcing = new ReentrantLock();
    private volatile long written;
    private volatile long durable;
    private volatile boolean failed;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens or creates the file, hands every whole frame to the reader in order and cuts a torn tail.
     *
     * @throws OutboxException when the file cannot be used, or is damaged before its end
     */
    public static Journal open(Path file, Consumer<ByteBuffer> reader) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            journal.replay(reader);
            return journal;
        } catch (IOException e) {
            throw new OutboxException(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private void replay(Consumer<ByteBuffer> reader) throws IOException {
        long size = channel.size();
        long position = 0;
        while (position < size) {
            ByteBuffer frame = frameAt(position, size);
            if (frame == null) {
                cut(position, size);
                break;
            }
            int length = frame.remaining();
            reader.accept(frame);
            position += HEAD + length;
        }
        channel.position(position);
        written = position;
        durable = position;
    }

    private @org.jspecify.annotations.Nullable ByteBuffer frameAt(long position, long size) throws IOException {
        if (size - position < HEAD) {
            return null;
        }
        ByteBuffer head = read(position, HEAD);
        int length = head.getInt();
        int crc = head.getInt();
        if (length <= 0 || length > MAX_FRAME || size - position - HEAD < length) {
            return null;
        }
        ByteBuffer payload = read(position + HEAD, length);
        return crc(payload, length) == crc ? payload.asReadOnlyBuffer() : null;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private void cut(long position, long size) throws IOException {
        // One write call makes one frame, so a torn write leaves at most the beginning of a single frame.
        for (long at = position + 1; at < Math.min(size - HEAD, position + MAX_FRAME); at++) {
            ByteBuffer whole = plausible(at, size) ? frameAt(at, size) : null;
            if (whole != null && whole.remaining() > 16) {
                throw new OutboxException(
                        file + " is damaged at byte " + position + ": whole records follow at byte " + at
                                + ". Restore the file from a copy; do not delete it.",
                        null);
            }
        }
        LOG.warn("{}: cutting {} bytes of an unfinished record at byte {}", file, size - position, position);
        channel.truncate(position);
        channel.force(true);
    }

    private boolean plausible(long at, long size) throws IOException {
        int length = read(at, 4).getInt();
        return length > 16 && length <= size - at - HEAD;
    }

    private static int crc(ByteBuffer payload, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(length).flip());
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    /** Writes a frame and answers the position to {@link #force}. Not yet on the disk. */
    public long append(byte[] payload) {
        if (payload.length == 0 || payload.length > MAX_FRAME) {
            throw new OutboxException("A record of " + payload.length + " bytes does not fit the outbox.", null);
        }
        ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
        frame.putInt(payload.length)
                .putInt(crc(ByteBuffer.wrap(payload), payload.length))
                .put(payload)
                .flip();
        writing.lock();
        try {
            requireWhole();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            long end = written + HEAD + payload.length;
            // Only the holder of the lock writes it; others read it.
            written = end;
            return end;
        } catch (IOException e) {
            throw fail(e);
        } finally {
            writing.unlock();
        }
    }

    /** Returns when everything up to the position is on the disk. */
    public void force(long position) {
        if (durable >= position) {
            return;
        }
        forcing.lock();
        try {
            requireWhole();
            if (durable < position) {
                long reached = written;
                channel.force(false);
                durable = reached;
            }
        } catch (IOException e) {
            throw fail(e);
        } finally {
            forcing.unlock();
        }
    }

    /** Bytes written so far. */
    public long size() {
        return written;
    }

    private void requireWhole() {
        if (failed) {
            throw new OutboxException(file + " failed earlier; restart to continue from what is on the disk.", null);
        }
    }

    /** After a failed write or fsync nobody knows what the disk holds; only a fresh start can tell. */
    private OutboxException fail(IOException cause) {
        failed = true;
        return new OutboxException(file + " cannot be written: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} did not close cleanly", file, e);
        }
    }
}
