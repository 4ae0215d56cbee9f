package clearing.settlement.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Salted, slow hashes of passwords: PBKDF2 with HMAC-SHA-256. */
public final class Passwords {
    /** What OWASP asks of PBKDF2-HMAC-SHA256. */
    public static final int ITERATIONS = 600_000;

    private static final int BITS = 256;
    private static final int SALT_BYTES = 16;
    /** So that a flood of sign-ins leaves processor time for the rest. */
    private static final int AT_ONCE = 2;

    private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

    private final SecureRandom random;
    private final int iterations;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * @param random source of salts and made passwords
     * @param iterations for new hashes
     */
    public Passwords(SecureRandom random, int iterations) {
        this.random = random;
        this.iterations = iterations;
    }

    /**
     * A stored hash.
     *
     * @param salt its own random bytes
     * @param iterations how slow
     * @param hash the result
     */
    record Stored(byte[] salt, int iterations, byte[] hash) {}

    Stored store(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Stored(salt, iterations, derive(password, salt, iterations));
    }

    boolean matches(char[] password, Stored stored) {
        return MessageDigest.isEqual(derive(password, stored.salt(), stored.iterations()), stored.hash());
    }

    /** Takes as long as a real comparison, for names that do not exist. */
    void waste(char[] password) {
        derive(password, new byte[SALT_BYTES], iterations);
    }

    /** A password for a machine to make: 16 letters and digits in groups of four, 93 bits. */
    public String made() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private byte[] derive(char[] password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, BITS);
        turns.acquireUninterruptibly();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            turns.release();
            spec.clearPassword();
        }
    }
}
