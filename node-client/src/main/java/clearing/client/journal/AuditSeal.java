package clearing.client.journal;

import clearing.kernel.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * What seals one record of an audit log: {@code SHA-256(previous hash | 6 | index | at | actor | action | subject | detail)}, each text
 * behind its length. A record that is changed, left out or moved breaks every hash after it; the last one is anchored with the journal.
 */
public final class AuditSeal {
    private static final int FIELDS = 6;

    private AuditSeal() {}

    /** What stands before the first record. */
    public static byte[] beginning() {
        return new byte[32];
    }

    /**
     * @param previous hash of the record before
     * @param index from 0
     * @param fields actor, action, subject, detail
     */
    public static byte[] of(byte[] previous, long index, Instant at, String... fields) {
        MessageDigest sha = Bytes.newSha256();
        sha.update(previous);
        sha.update(ByteBuffer.allocate(12).putInt(FIELDS).putLong(index).array());
        part(sha, at.toString());
        for (String field : fields) {
            part(sha, field);
        }
        return sha.digest();
    }

    private static void part(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }
}
