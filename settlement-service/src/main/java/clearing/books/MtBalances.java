package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The balances of a SWIFT message: fields 60, 62, 64 and 65. */
final class MtBalances {
    private static final Pattern BALANCE =
            Pattern.compile("\\s*([CD])(\\d{6})([A-Z]{3})?\\s*(\\d{1,18}(?:[,.]\\d*)?)\\s*");
    private static final Map<String, String> TYPES = Map.of(
            "60F", "OPBD", "60M", "ITBD", "62F", "CLBD", "62M", "ITBD", "64", "CLAV", "65", "FWAV", "65F", "FWAV");

    private MtBalances() {}

    /** The currency of the first balance that names one. */
    static Optional<String> asset(MtMessage message) {
        for (MtField field : message.fields) {
            if (TYPES.containsKey(field.tag)) {
                Matcher balance = BALANCE.matcher(field.joined());
                if (balance.matches() && balance.group(3) != null) {
                    return Optional.of(balance.group(3));
                }
            }
        }
        return Optional.empty();
    }

    /** A balance that counts. */
    static Balance read(MtField field, String asset, int scale) {
        Matcher balance = BALANCE.matcher(field.joined());
        if (!balance.matches()) {
            throw field.problem(ProblemCode.FIELD_INVALID, "Not a balance: " + Texts.quote(field.joined()) + ".");
        }
        if (balance.group(3) != null && !balance.group(3).equals(asset)) {
            throw field.problem(
                    ProblemCode.ASSET_DIFFERS,
                    "The balance is in " + balance.group(3) + ", the account in " + Texts.quote(asset) + ".");
        }
        long minor = MtLine.amount(balance.group(4), scale, field);
        return new Balance(balance.group(1).equals("C") ? minor : -minor, MtLine.date(balance.group(2), field));
    }

    /** All that are well-formed, as stated; what banks write into 64 and 65 is not always a balance. */
    static List<StatedBalance> stated(MtMessage message, String asset) {
        List<StatedBalance> stated = new ArrayList<>();
        for (MtField field : message.fields) {
            String type = TYPES.getOrDefault(field.tag, "");
            Matcher balance = BALANCE.matcher(field.joined());
            if (!type.isEmpty() && balance.matches()) {
                String amount = balance.group(4).replace(',', '.');
                stated.add(new StatedBalance(
                        type,
                        "",
                        balance.group(3) == null ? asset : balance.group(3),
                        (balance.group(1).equals("C") ? "" : "-")
                                + (amount.endsWith(".") ? amount.substring(0, amount.length() - 1) : amount),
                        MtLine.date(balance.group(2), field)));
            }
        }
        return stated;
    }
}
