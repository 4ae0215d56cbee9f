package clearing.generate;

import java.util.Set;

/** Mistypes a reference the way people do, by at most two characters, never into a reference that exists. */
final class Typo {
    private static final String DIGITS = "01258";
    private static final String LOOKALIKES = "OIZSB";

    private final Draw draw;
    private final Set<String> existing;

    Typo(Draw draw, Set<String> existing) {
        this.draw = draw;
        this.existing = existing;
    }

    String of(String reference) {
        while (true) {
            String typed = attempt(reference, draw.below(reference.length() - 1));
            if (!typed.equals(reference) && !existing.contains(typed)) {
                return typed;
            }
        }
    }

    private String attempt(String reference, int at) {
        String before = reference.substring(0, at);
        String after = reference.substring(at + 1);
        char here = reference.charAt(at);
        return switch (draw.below(4)) {
            case 0 -> before + lookalike(here) + after;
            case 1 -> before + after.charAt(0) + here + after.substring(1);
            case 2 -> before + after;
            default -> before + here + here + after;
        };
    }

    private static char lookalike(char digit) {
        int found = DIGITS.indexOf(digit);
        return found < 0 ? digit : LOOKALIKES.charAt(found);
    }
}
