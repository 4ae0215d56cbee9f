package clearing.books;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Amounts, directions and dates as camt messages write them. */
final class CamtAmounts {
    private CamtAmounts() {}

    /** The amount of a balance or an entry with its sign. */
    static long signed(Node of, String asset, int scale) {
        long minor = unsigned(of.require("Amt"), asset, scale);
        return isCredit(of.require("CdtDbtInd")) ? minor : -minor;
    }

    static long unsigned(Node amount, String asset, int scale) {
        if (amount.currency.isEmpty()) {
            throw new BooksException(
                    ProblemCode.FIELD_MISSING, amount.location, "Amt/@Ccy", "The amount does not name its currency.");
        }
        if (!amount.currency.equals(asset)) {
            throw new BooksException(
                    ProblemCode.ASSET_DIFFERS,
                    amount.location,
                    "Amt/@Ccy",
                    "The amount is in " + Texts.quote(amount.currency) + ", the account in " + asset + ".");
        }
        return Amounts.parse(amount.text, scale, Amounts.Notation.PLAIN, amount.location, "Amt");
    }

    /** Any amount in any currency has to be a plain decimal number. */
    static void requireDecimal(Node amount) {
        Amounts.parse(
                amount.text,
                Math.max(0, amount.text.length() - 1 - Math.max(0, amount.text.indexOf('.'))),
                Amounts.Notation.PLAIN,
                amount.location,
                "Amt");
    }

    static boolean isCredit(Node indicator) {
        return switch (indicator.text) {
            case "CRDT" -> true;
            case "DBIT" -> false;
            default ->
                throw new BooksException(
                        ProblemCode.FIELD_INVALID,
                        indicator.location,
                        "CdtDbtInd",
                        "Neither CRDT nor DBIT: " + Texts.quote(indicator.text) + ".");
        };
    }

    /**
     * The day of a {@code DateAndDateTimeChoice}. A time with an offset is the day that it is in the account's zone, where one is
     * configured; everything else counts as it is written.
     */
    static LocalDate date(Node choice, Optional<ZoneId> zone) {
        Optional<Node> date = choice.only("Dt");
        if (date.isPresent()) {
            return Dates.isoDate(date.get().text, date.get().location, choice.name);
        }
        Node dateTime = choice.require("DtTm");
        return Dates.isoDateTime(dateTime.text, zone, dateTime.location, choice.name);
    }
}
