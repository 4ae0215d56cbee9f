package clearing.messages;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Texts and amounts within the bounds of ISO 20022's data types. */
final class Fit {
    /** Max35Text. */
    static final int TEXT = 35;
    /** Max34Text. */
    static final int ACCOUNT = 34;
    /** Max140Text. */
    static final int NAME = 140;

    private static final int TOTAL_DIGITS = 18;
    private static final int AMOUNT_FRACTION = 5;
    private static final int HASHED = 12;

    private Fit() {}

    /** The text, or as much of it as leaves room for a hash of all of it. */
    static String text(String text, int max) {
        return text.length() <= max
                ? text
                : text.substring(0, max - HASHED - 1) + "~"
                        + hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASHED);
    }

    /** An unsigned amount with the asset's decimals, for an element of at most 18 digits of which 5 are decimals. */
    static String amount(BigInteger minor, int scale) {
        if (scale > AMOUNT_FRACTION || !inDigits(minor)) {
            throw new MessageException("The amount " + new BigDecimal(minor, scale).toPlainString()
                    + " has more digits than an amount of the message can have, 18 of which 5 are decimals.");
        }
        return new BigDecimal(minor.abs(), scale).toPlainString();
    }

    /** A quantity with the asset's decimals, at most 18 digits. */
    static String quantity(BigInteger minor, int scale) {
        if (!inDigits(minor)) {
            throw new MessageException("The quantity " + new BigDecimal(minor, scale).toPlainString()
                    + " has more than the 18 digits that a quantity of the message can have.");
        }
        return new BigDecimal(minor.abs(), scale).toPlainString();
    }

    /** Whether a number has at most 18 digits. */
    static boolean inDigits(BigInteger minor) {
        return minor.abs().toString().length() <= TOTAL_DIGITS;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] of) {
        return HexFormat.of().formatHex(sha256().digest(of));
    }
}
