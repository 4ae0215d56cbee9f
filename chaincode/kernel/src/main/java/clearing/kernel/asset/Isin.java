package clearing.kernel.asset;

/** International securities identification numbers (ISO 6166): two letters, nine characters, one check digit. */
public final class Isin {
    private Isin() {}

    /** True when the form and the check digit (Luhn over the digits that letters expand to) are right. */
    public static boolean isValid(String code) {
        if (code.length() != 12
                || !isLetter(code.charAt(0))
                || !isLetter(code.charAt(1))
                || !isDigit(code.charAt(11))) {
            return false;
        }
        int sum = 0;
        boolean twice = false;
        for (int i = 11; i >= 0; i--) {
            char c = code.charAt(i);
            if (isDigit(c)) {
                sum += luhn(c - '0', twice);
                twice = !twice;
            } else if (isLetter(c)) {
                int value = c - 'A' + 10;
                sum += luhn(value % 10, twice) + luhn(value / 10, !twice);
            } else {
                return false;
            }
        }
        return sum % 10 == 0;
    }

    private static int luhn(int digit, boolean twice) {
        int value = twice ? digit * 2 : digit;
        return value > 9 ? value - 9 : value;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
