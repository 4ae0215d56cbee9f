package clearing.reconcile.rule;

import java.util.HashMap;
import java.util.Map;

/** Names of counterparties that mean the same: case, blanks and punctuation never count, and names from the member's list. */
public final class Aliases {
    /** Only case, blanks and punctuation. */
    public static final Aliases NONE = new Aliases(Map.of());

    private final Map<String, String> names = new HashMap<>();

    /**
     * @param meaning from a name as written to the name that it stands for
     */
    public Aliases(Map<String, String> meaning) {
        meaning.forEach((name, of) -> names.put(plain(name), plain(of)));
    }

    /** The same text for names that mean the same; empty for an empty name. */
    public String canonical(String name) {
        String plain = plain(name);
        return names.getOrDefault(plain, plain);
    }

    boolean same(String one, String other) {
        return one.equals(other) || canonical(one).equals(canonical(other));
    }

    /** The same, or one of them is not told. */
    boolean agree(String one, String other) {
        return one.isEmpty() || other.isEmpty() || same(one, other);
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> plain.appendCodePoint(Character.toLowerCase(c)));
        return plain.toString();
    }
}
