package clearing.devnet.block;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An append-only file of numbered frames.
 *
 * <p>A frame is a header of 24 bytes, big-endian (magic, number, length, CRC-32C of the payload, CRC-32C of the header
 * before it), and the payload. The header's own checksum tells an interrupted write, which can
 * only be the file's end, from damage in the middle.
 */
final class BlockFile implements Closeable {

    /** Where a frame's payload is. */
    record Frame(long number, long payloadAt, int length) {}

    /** Takes each frame of the file in turn. */
    @FunctionalInterface
    interface FrameVisitor {
        void visit(Frame frame, byte[] payload) throws IOException;
    }

    private static final int MAGIC = 0x434c_424c;
    private static final int HEADER_BYTES = 24;
    private static final int HEADER_CHECKED_BYTES = 20;
    private static final int FRAME_BYTES_MAX = 1 << 30;
    private static final int SCAN_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private long end;

    private BlockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static BlockFile open(Path path) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new BlockFile(path, channel);
    }

    /**
     * Visits every whole frame and cuts off what an interrupted write left at the end.
     *
     * @return how many bytes were cut off
     * @throws DamagedStoreException if a frame before the end is damaged; the message names the place
     */
    long recover(FrameVisitor visitor) throws IOException {
        long expected = 0;
        end = 0;
        var size = channel.size();
        while (end < size) {
            var frame = headerAt(end, size);
            var payload = frame.isPresent() ? payloadOf(end, frame.get(), size) : Optional.<byte[]>empty();
            if (frame.isEmpty() || payload.isEmpty()) {
                return cutTail(expected, size);
            }
            var found = frame.get();
            if (found.number() != expected) {
                throw new DamagedStoreException(path + " holds block " + found.number() + " where block " + expected
                        + " belongs, at byte " + end);
            }
            visitor.visit(found, payload.get());
            end = found.payloadAt() + found.length();
            expected++;
        }
        return 0;
    }

    /** The payload of the frame whose header is at the place, if it is whole. */
    private Optional<byte[]> payloadOf(long at, Frame frame, long size) throws IOException {
        if (frame.payloadAt() + frame.length() > size) {
            return Optional.empty();
        }
        var payload = read(frame);
        var sum = ByteBuffer.wrap(readAt(at + 16, 4)).getInt();
        return sum == checksum(payload, payload.length) ? Optional.of(payload) : Optional.empty();
    }

    private Optional<Frame> headerAt(long at, long size) throws IOException {
        if (at + HEADER_BYTES > size) {
            return Optional.empty();
        }
        var bytes = readAt(at, HEADER_BYTES);
        var header = ByteBuffer.wrap(bytes);
        if (header.getInt(0) != MAGIC || header.getInt(20) != checksum(bytes, HEADER_CHECKED_BYTES)) {
            return Optional.empty();
        }
        return Optional.of(new Frame(header.getLong(4), at + HEADER_BYTES, header.getInt(12)));
    }

    private long cutTail(long expected, long size) throws IOException {
        var later = laterHeader(end + 1, size, expected);
        if (later >= 0) {
            throw new DamagedStoreException(path + " is damaged at byte " + end + " (block " + expected
                    + "): a later block stands whole at byte " + later
                    + "; this is not the end of an interrupted write, so nothing was changed");
        }
        var cut = size - end;
        channel.truncate(end);
        channel.force(true);
        return cut;
    }

    /** The place of a whole frame of a later block behind the damage, or -1. */
    private long laterHeader(long from, long size, long expected) throws IOException {
        for (long at = from; at + HEADER_BYTES <= size; at += SCAN_BYTES) {
            var window = ByteBuffer.wrap(readAt(at, (int) Math.min(SCAN_BYTES + HEADER_BYTES, size - at)));
            for (int i = 0; i + HEADER_BYTES <= window.limit() && i < SCAN_BYTES; i++) {
                if (window.getInt(i) == MAGIC) {
                    var frame = headerAt(at + i, size).filter(found -> found.number() > expected);
                    if (frame.isPresent()
                            && payloadOf(at + i, frame.get(), size).isPresent()) {
                        return at + i;
                    }
                }
            }
        }
        return -1;
    }

    /** Appends a frame; it is durable after {@link #force()}. */
    Frame append(long number, byte[] payload) throws IOException {
        if (payload.length > FRAME_BYTES_MAX) {
            throw new IOException("block " + number + " has " + payload.length + " bytes, more than a frame takes");
        }
        var header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC).putLong(number).putInt(payload.length).putInt(checksum(payload, payload.length));
        header.putInt(checksum(header.array(), HEADER_CHECKED_BYTES)).flip();
        var frame = new Frame(number, end + HEADER_BYTES, payload.length);
        var buffers = new ByteBuffer[] {header, ByteBuffer.wrap(payload)};
        channel.position(end);
        while (buffers[1].hasRemaining()) {
            channel.write(buffers);
        }
        end += HEADER_BYTES + payload.length;
        return frame;
    }

    void force() throws IOException {
        channel.force(false);
    }

    byte[] read(Frame frame) throws IOException {
        return readAt(frame.payloadAt(), frame.length());
    }

    private byte[] readAt(long at, int length) throws IOException {
        var bytes = new byte[length];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException(path + " ends at byte " + (at + buffer.position()) + ", inside a block");
            }
        }
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
