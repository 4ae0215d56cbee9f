package clearing.client.trade;

import clearing.client.outbox.OutboxException;
import clearing.kernel.codec.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salts for commitments: the first 128 bits of HMAC-SHA-256 over the trade's identity under a secret of the outbox. So a salt cannot
 * be guessed by who knows the trade, and is the same again after a crash. The secret never leaves the folder.
 */
final class Salts {
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final SecretKeySpec secret;

    private Salts(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Reads the folder's secret, or makes one that only the owner may read. */
    static Salts of(Path folder, SecureRandom random) {
        Path file = folder.resolve("salt.key");
        try {
            if (!Files.exists(file)) {
                create(folder, file, random);
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != SECRET_BYTES) {
                throw new OutboxException(file + " does not hold " + SECRET_BYTES + " bytes.", null);
            }
            return new Salts(secret);
        } catch (IOException e) {
            throw new OutboxException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void create(Path folder, Path file, SecureRandom random) throws IOException {
        byte[] fresh = new byte[SECRET_BYTES];
        random.nextBytes(fresh);
        Path temporary = folder.resolve("salt.key.new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(fresh));
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The salt of a trade. */
    byte[] salt(TradeRow.Key trade) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(trade.counterparty().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(trade.reference().getBytes(StandardCharsets.UTF_8)), SALT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }

    /** SHA-256 over salt and detail. */
    byte[] commitment(TradeRow row) {
        byte[] salt = salt(row.key());
        byte[] detail = row.detail().encode();
        return Bytes.sha256(ByteBuffer.allocate(salt.length + detail.length)
                .put(salt)
                .put(detail)
                .array());
    }
}
