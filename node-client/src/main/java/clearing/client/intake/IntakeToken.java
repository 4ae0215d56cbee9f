package clearing.client.intake;

import clearing.client.outbox.OutboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret that lets a program hand in trades: a file that only the member's own account may read. Never shown. */
public final class IntakeToken {
    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    private IntakeToken(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads the token of a folder, or makes one.
     *
     * @param file readable by its owner alone
     * @throws OutboxException when it cannot be read or made
     */
    public static IntakeToken of(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                random.nextBytes(fresh);
                Path temporary = file.resolveSibling(file.getFileName() + ".new");
                Files.deleteIfExists(temporary);
                Files.createFile(
                        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(temporary, HexFormat.of().formatHex(fresh) + "\n");
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
            String text = Files.readString(file).strip();
            if (text.length() < 2 * BYTES) {
                throw new OutboxException(file + " does not hold a token of at least 64 characters.", null);
            }
            return new IntakeToken(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new OutboxException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** True for the header's value {@code Bearer <token>}; takes the same time for every wrong one of that length. */
    boolean matches(@Nullable String header) {
        return header != null
                && header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        secret, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}
