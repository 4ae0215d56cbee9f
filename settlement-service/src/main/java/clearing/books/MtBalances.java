package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The balances of a SWIFT message: fields 60, 62, 64 and 65. */
final class MtBalances {
    /** Mark, day, currency, amount; a day with its century only where a currency ends it. A dash may end the message on the line. */
    private static final Pattern BALANCE =
            Pattern.compile("\\s*([CcDd])\\s?(?:((?:19|20)\\d{6})(?=[A-Za-z])|(\\d{6}))([A-Za-z]{3})?\\s*("
                    + MtLine.AMOUNT + ")\\s*-?\\s*");
    /** What banks write for the day before the first statement. */
    private static final String NO_DAY = "000000";

    private static final Map<String, String> TYPES = Map.of(
            "60F", "OPBD", "60M", "ITBD", "62F", "CLBD", "62M", "ITBD", "64", "CLAV", "65", "FWAV", "65F", "FWAV");

    private MtBalances() {}

    /** The currency of the first balance that names one. */
    static Optional<String> asset(MtMessage message) {
        for (MtField field : message.fields) {
            if (TYPES.containsKey(field.tag)) {
                Optional<Parts> balance = parts(field).filter(p -> !p.currency().isEmpty());
                if (balance.isPresent()) {
                    return Optional.of(balance.get().currency());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A balance that counts.
     *
     * @param otherwise the field whose day holds where this one has none
     */
    static Balance read(MtField field, MtField otherwise, String asset, int scale) {
        Parts balance = parts(field)
                .orElseThrow(() -> field.problem(
                        ProblemCode.FIELD_INVALID, "Not a balance: " + Texts.quote(field.joined()) + "."));
        if (!balance.currency().isEmpty() && !balance.currency().equals(asset)) {
            throw field.problem(
                    ProblemCode.ASSET_DIFFERS,
                    "The balance is in " + balance.currency() + ", the account in " + Texts.quote(asset) + ".");
        }
        long minor = MtLine.amount(balance.amount(), scale, field);
        String day =
                balance.day().equals(NO_DAY) ? parts(otherwise).map(Parts::day).orElse(NO_DAY) : balance.day();
        return new Balance(balance.credit() ? minor : -minor, MtLine.date(day, field));
    }

    /** All that are well-formed, as stated; what banks write into 64 and 65 is not always a balance. */
    static List<StatedBalance> stated(MtMessage message, String asset) {
        List<StatedBalance> stated = new ArrayList<>();
        for (MtField field : message.fields) {
            Optional<Parts> balance = parts(field);
            Optional<LocalDate> day = balance.flatMap(p -> MtLine.day(p.day()));
            if (TYPES.containsKey(field.tag) && balance.isPresent() && day.isPresent()) {
                stated.add(new StatedBalance(
                        TYPES.getOrDefault(field.tag, ""),
                        "",
                        balance.get().currency().isEmpty()
                                ? asset
                                : balance.get().currency(),
                        (balance.get().credit() ? "" : "-")
                                + MtLine.plain(balance.get().amount()),
                        day.get()));
            }
        }
        return stated;
    }

    private record Parts(boolean credit, String day, String currency, String amount) {}

    /** The field as one line, or its first where other text follows. */
    private static Optional<Parts> parts(MtField field) {
        for (String text : List.of(field.joined(), field.first())) {
            Matcher balance = BALANCE.matcher(text);
            if (balance.matches()) {
                String currency = Objects.toString(balance.group(4), "");
                return Optional.of(new Parts(
                        balance.group(1).equalsIgnoreCase("C"),
                        balance.group(2) == null ? balance.group(3) : balance.group(2),
                        currency.toUpperCase(Locale.ROOT),
                        balance.group(5)));
            }
        }
        return Optional.empty();
    }
}
