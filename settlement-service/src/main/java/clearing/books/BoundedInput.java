package clearing.books;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and hashes the bytes that pass, and stops at the bound. */
final class BoundedInput extends FilterInputStream {
    /** More bytes than allowed. Carried through parsers as an I/O error. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long bytes) {
            super("more than " + bytes + " bytes");
        }
    }

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
        return Hashes.hex(digest.digest());
    }
}
