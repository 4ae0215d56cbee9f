package clearing.devnet.state;

import java.util.Comparator;

/**
 * The order of Fabric's keys: that of their UTF-8 bytes, which is the order of their code points. Java's own order
 * differs where surrogates meet the characters above them.
 */
public final class KeyOrder implements Comparator<String> {

    /** The one instance. */
    public static final KeyOrder INSTANCE = new KeyOrder();

    private static final int SURROGATES_MIN = 0xd800;
    private static final int ABOVE_SURROGATES = 0xe000;

    private KeyOrder() {}

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return Integer.compare(rank(l), rank(r));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Puts surrogates, which stand for the highest code points, above all other characters. */
    private static int rank(char unit) {
        if (unit < SURROGATES_MIN) {
            return unit;
        }
        return unit < ABOVE_SURROGATES ? unit + 0x2000 : unit - 0x800;
    }
}
