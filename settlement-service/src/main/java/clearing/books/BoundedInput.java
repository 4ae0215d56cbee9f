package clearing.books;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Counts and hashes the bytes that pass, and stops at the bound. */
final class BoundedInput extends FilterInputStream {
    /** More bytes than allowed. Carried through parsers as an I/O error. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long bytes) {
            super("more than " + bytes + " bytes");
        }
    }

    private static final int PIECE = 1 << 16;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final MessageDigest digest = Hashes.sha256();
    private final long bound;
    private long count;

    BoundedInput(InputStream in, long bound) {
        super(in);
        this.bound = bound;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count > bound) {
                throw new TooLarge(bound);
            }
            digest.update(buffer, offset, read);
        }
        return read;
    }

    /** All bytes at once, hashed piece by piece while they are near; a stream that says how many it has costs one array. */
    @Override
    public byte[] readAllBytes() throws IOException {
        byte[] bytes = new byte[(int) Math.min(Math.max(in.available(), PIECE), Math.min(bound, MAX_ARRAY))];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                int next = read();
                if (next < 0) {
                    return bytes;
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length + PIECE, MAX_ARRAY));
                bytes[length++] = (byte) next;
            }
            int read = read(bytes, length, Math.min(PIECE, bytes.length - length));
            if (read < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += read;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Leaves the stream open: parsers close it at their end, and what they left unread is still to be hashed. */
    @Override
    public void close() {
        // the stream belongs to the caller
    }

    /** Hash of all bytes of the stream; what the parser left unread is read now. */
    String sha256() throws IOException {
        byte[] buffer = new byte[8192];
        while (read(buffer, 0, buffer.length) >= 0) {
            // the digest takes the bytes
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
