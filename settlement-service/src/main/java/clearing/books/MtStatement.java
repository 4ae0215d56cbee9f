package clearing.books;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One SWIFT message as a statement. All that is missing is said at once, as such files are cut by hand more often than by banks. */
final class MtStatement {
    private static final Pattern NUMBER = Pattern.compile("(\\d{0,12})(?:\\s*/\\s*(\\d{1,9}))?(?:\\s*/.*)?\\s*");
    private static final Pattern TOTAL = Pattern.compile("(\\d{1,9})\\s?([A-Z]{3})?(" + MtLine.AMOUNT + ")\\s*");
    private static final Pattern FLOOR = Pattern.compile("([A-Z]{3}).*");
    private static final Pattern CURRENCY_AT_END = Pattern.compile("(.*?)\\s?([A-Z]{3})");

    private final BooksConfig config;
    private final AssetScales scales;
    private final MtMessage message;
    private final Optional<Statement> before;
    private final List<Problem> problems = new ArrayList<>();
    private int lines;

    /** @param before what the file has before it */
    MtStatement(BooksConfig config, AssetScales scales, MtMessage message, Optional<Statement> before) {
        this.config = config;
        this.scales = scales;
        this.message = message;
        this.before = before;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Lines of the message that were read. */
    int lines() {
        return lines;
    }

    /** The statement as far as the message gives one, proven only when there are no problems. */
    Optional<Statement> read() {
        try {
            return Optional.of(statement());
        } catch (BooksException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    private Statement statement() {
        boolean advice = message.format().kind().isAdvice();
        Optional<MtField> openingField = message.first("60F", "60M");
        Optional<MtField> closingField = message.last("62F", "62M");
        Optional<MtField> account = message.first("25", "25P");
        if (account.isEmpty()) {
            missing(ProblemCode.FIELD_MISSING, ":25:", "Nothing names the account: the message has no field :25:.");
        }
        if (!advice && openingField.isEmpty()) {
            missing(ProblemCode.BALANCE_MISSING, ":60F:", "The statement has no opening balance :60F:.");
        }
        if (!advice && closingField.isEmpty()) {
            missing(ProblemCode.BALANCE_MISSING, ":62F:", "The statement has no closing balance :62F:.");
        }
        MtField id = account.orElseThrow(() -> new BooksException(lastProblem()));
        Optional<String> asset = asset(id);
        if (asset.isEmpty()) {
            if (problems.isEmpty()) {
                missing(ProblemCode.FIELD_MISSING, ":60F:", "Nothing names the currency of the account.");
            }
            throw new BooksException(lastProblem());
        }
        int scale = Amounts.scale(scales, asset.get(), id.location, ":60F:");
        BooksConfig.Account mapped = mapped(id, asset.get());
        MtEntries entries = new MtEntries(config, mapped.account(), asset.get(), scale);
        entries.read(message);
        lines = entries.lines();
        Optional<Balance> opening = advice
                ? Optional.empty()
                : openingField.map(field -> MtBalances.read(field, closingField.orElse(field), asset.get(), scale));
        Optional<Balance> closing = advice
                ? Optional.empty()
                : closingField.map(field -> MtBalances.read(field, field, asset.get(), scale));
        Statement read = build(mapped, asset.get(), opening, closing, entries);
        prove(read, closingField, scale);
        return Proofs.withContentHash(problems.isEmpty() && !advice ? read.asProven() : read);
    }

    private Statement build(
            BooksConfig.Account mapped,
            String asset,
            Optional<Balance> opening,
            Optional<Balance> closing,
            MtEntries entries) {
        Matcher number =
                NUMBER.matcher(message.first("28C", "28").map(MtField::joined).orElse(""));
        boolean numbered = number.matches();
        long sequence = numbered && !number.group(1).isEmpty() ? Long.parseLong(number.group(1)) : 0;
        int stated = numbered && number.group(2) != null ? Integer.parseInt(number.group(2)) : 1;
        int page = page(Math.max(stated, 1), sequence, mapped.internal(), asset);
        return new Statement(
                message.location.file(),
                message.format().kind(),
                Texts.clip(message.first("20").map(f -> f.joined().strip()).orElse(""), CamtEntries.MAX_TEXT),
                mapped.internal(),
                mapped.account(),
                asset,
                opening,
                closing,
                MtBalances.stated(message, asset),
                entries.entries(),
                // Banks that do not number write 0.
                sequence > 0 ? OptionalLong.of(sequence) : OptionalLong.empty(),
                page,
                !message.has("62M") || message.has("62F"),
                entries.notBooked(),
                false,
                "");
    }

    /** Some banks number statements and not their pages: one that goes on where the last one broke off is the next page of it. */
    private int page(int stated, long sequence, String internal, String asset) {
        boolean goesOn = message.has("60M")
                && before.filter(last -> !last.lastPage()
                                && last.page() >= stated
                                && last.sequence().orElse(0) == sequence
                                && last.internalAccountId().equals(internal)
                                && last.asset().equals(asset))
                        .isPresent();
        return goesOn ? before.orElseThrow().page() + 1 : stated;
    }

    private void prove(Statement read, Optional<MtField> closing, int scale) {
        try {
            if (read.opening().isPresent() && read.closing().isPresent() && closing.isPresent()) {
                Proofs.requireSum(
                        read.opening().get(),
                        read.closing().get(),
                        read.entries(),
                        scale,
                        closing.get().location,
                        ":" + closing.get().tag + ":");
            }
            for (MtField field : message.fields) {
                if (field.tag.equals("90C") || field.tag.equals("90D")) {
                    requireTotal(field, read, scale);
                }
            }
        } catch (BooksException e) {
            problems.add(e.problem());
        }
    }

    /** A report counts and sums what it holds, credits and debits apart. */
    private static void requireTotal(MtField field, Statement read, int scale) {
        Matcher total = TOTAL.matcher(field.joined());
        if (!total.matches()) {
            throw field.problem(ProblemCode.FIELD_INVALID, "Not a total: " + Texts.quote(field.joined()) + ".");
        }
        boolean credit = field.tag.equals("90C");
        long count = 0;
        BigInteger sum = BigInteger.ZERO;
        for (BookEntry entry : read.entries()) {
            if (entry.amountMinor() > 0 == credit) {
                count++;
                sum = sum.add(BigInteger.valueOf(Math.abs(entry.amountMinor())));
            }
        }
        String side = credit ? "credits" : "debits";
        // What is announced is in some banks' totals, and not in others'.
        if (read.notBooked() == 0 && count != Long.parseLong(total.group(1))) {
            throw field.problem(
                    ProblemCode.COUNT_DIFFERS,
                    "The report counts " + total.group(1) + " " + side + ", it has " + count + ".");
        }
        if (read.notBooked() == 0 && !sum.equals(BigInteger.valueOf(MtLine.amount(total.group(3), scale, field)))) {
            throw field.problem(
                    ProblemCode.SUM_DIFFERS,
                    "The report sums its " + side + " to " + MtLine.plain(total.group(3)) + ", they make "
                            + Proofs.decimal(sum, scale) + ".");
        }
    }

    private Optional<String> asset(MtField account) {
        Optional<String> stated = MtBalances.asset(message);
        if (stated.isPresent()) {
            return stated;
        }
        for (String tag : List.of("34F", "90C", "90D")) {
            Matcher floor = FLOOR.matcher(message.first(tag)
                    .map(f -> f.joined().replaceFirst("^\\d+", ""))
                    .orElse(""));
            if (floor.matches()) {
                return Optional.of(floor.group(1));
            }
        }
        return candidates(account).stream()
                .flatMap(id -> config.onlyAsset(id).stream())
                .findFirst();
    }

    private BooksConfig.Account mapped(MtField account, String asset) {
        for (String id : candidates(account)) {
            Optional<BooksConfig.Account> found = config.mapped(id, asset);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw account.problem(
                ProblemCode.ACCOUNT_UNKNOWN,
                "Account " + Texts.quote(account.first().strip()) + " in " + asset
                        + " is not one of the member's mapped accounts.");
    }

    /** As written; without the currency that some append; without the bank before a stroke. */
    private static Set<String> candidates(MtField account) {
        Set<String> ids = new LinkedHashSet<>();
        String written = account.first().strip();
        ids.add(written);
        Matcher currency = CURRENCY_AT_END.matcher(written);
        String bare = currency.matches() ? currency.group(1).strip() : written;
        ids.add(bare);
        ids.add(written.substring(written.indexOf('/') + 1));
        ids.add(bare.substring(bare.indexOf('/') + 1));
        ids.add(bare.replace(" ", ""));
        ids.remove("");
        return ids;
    }

    private void missing(ProblemCode code, String field, String sentence) {
        problems.add(new Problem(code, message.location, field, sentence));
    }

    /** Taken back from the list, as it is thrown now. */
    private Problem lastProblem() {
        return problems.removeLast();
    }
}
