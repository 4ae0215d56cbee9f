package clearing.generate;

/** International Securities Identification Numbers (ISO 6166). */
final class Isin {
    private Isin() {}

    /** The ISIN of a country code and nine characters of [0-9A-Z], with its check digit. */
    static String of(String country, String national) {
        String base = country + national;
        if (!base.matches("[A-Z]{2}[0-9A-Z]{9}")) {
            throw new IllegalArgumentException("not the first eleven characters of an ISIN: " + base);
        }
        return base + checkDigit(base);
    }

    /** Luhn's digit over the characters written as numbers (A = 10 … Z = 35). */
    private static int checkDigit(String base) {
        int sum = 0;
        boolean doubled = true;
        for (int i = base.length() - 1; i >= 0; i--) {
            int value = Character.digit(base.charAt(i), 36);
            for (int rest = value; ; rest /= 10) {
                int digit = rest % 10;
                int weighted = doubled ? digit * 2 : digit;
                sum += weighted / 10 + weighted % 10;
                doubled = !doubled;
                if (rest < 10) {
                    break;
                }
            }
        }
        return (10 - sum % 10) % 10;
    }
}
