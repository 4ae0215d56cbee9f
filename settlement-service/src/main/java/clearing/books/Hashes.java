package clearing.books;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over bytes and over fields with their lengths, so that no two lists of fields give the same bytes. */
final class Hashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int LATELY = 1 << 8;

    /** Small pieces are gathered, as each call of a digest costs more than they do. */
    private final byte[] buffer = new byte[1 << 13];

    private int used;
    private final @Nullable String[] lately = new String[LATELY];
    private final byte[][] fed = new byte[LATELY][];
    private final MessageDigest digest = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Hashes field(String text) {
        int length = text.length();
        if (length > buffer.length - Long.BYTES) {
            return bytes(text);
        }
        makeRoom(length + Long.BYTES);
        byte[] to = buffer;
        int at = used + Long.BYTES;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            to[at + i] = (byte) c;
        }
        if (all >= 0x80) {
            return bytes(text);
        }
        number(length);
        used += length;
        return this;
    }

    /** A field whose text is mostly an object that was fed before, of which the bytes are kept. */
    @SuppressWarnings("ReferenceEquality") // the same object has the same bytes; another one is looked at
    Hashes repeated(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & LATELY - 1;
        if (lately[place] != text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[Long.BYTES + bytes.length];
            LONGS.set(all, 0, (long) bytes.length);
            System.arraycopy(bytes, 0, all, Long.BYTES, bytes.length);
            lately[place] = text;
            fed[place] = all;
        }
        byte[] all = fed[place];
        if (all.length > buffer.length) {
            return bytes(text);
        }
        makeRoom(all.length);
        System.arraycopy(all, 0, buffer, used, all.length);
        used += all.length;
        return this;
    }

    private Hashes bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    Hashes number(long value) {
        makeRoom(Long.BYTES);
        LONGS.set(buffer, used, value);
        used += Long.BYTES;
        return this;
    }

    private void makeRoom(int bytes) {
        if (used + bytes > buffer.length) {
            flush();
        }
    }

    private void flush() {
        digest.update(buffer, 0, used);
        used = 0;
    }

    String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
