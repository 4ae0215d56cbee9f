package clearing.books;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Amounts, directions and dates as camt messages write them. */
final class CamtAmounts {
    private CamtAmounts() {}

    /** The amount of an entry with its sign. */
    static long signed(Node entry, String asset, int scale) {
        long minor = unsigned(entry.require("Amt"), asset, scale);
        return isCredit(entry.require("CdtDbtInd")) ? minor : -minor;
    }

    /** The amount of a balance. Central banks, whose accounts cannot be overdrawn, leave out that it is a credit. */
    static long balance(Node balance, String asset, int scale) {
        long minor = unsigned(balance.require("Amt"), asset, scale);
        return isCreditBalance(balance) ? minor : -minor;
    }

    static boolean isCreditBalance(Node balance) {
        return balance.only("CdtDbtInd").map(CamtAmounts::isCredit).orElse(true);
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
        return Amounts.parse(plain(amount), scale, Amounts.Notation.PLAIN, amount.location, "Amt");
    }

    /** XML Schema lets a decimal number begin or end with its point. */
    static String plain(Node amount) {
        String text = amount.text;
        if (text.length() < 2) {
            return text;
        }
        return text.startsWith(".") ? "0" + text : text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Any amount in any currency has to be a plain decimal number. */
    static void requireDecimal(Node amount) {
        String text = plain(amount);
        Amounts.parse(
                text,
                Math.max(0, text.length() - 1 - Math.max(0, text.indexOf('.'))),
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
