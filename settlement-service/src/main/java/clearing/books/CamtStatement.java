package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One {@code Stmt}, {@code Rpt} or {@code Ntfctn} while it is read: head first, then entries, then the proof of the balances. */
final class CamtStatement {
    /** Of the type Number, a decimal without decimals, which some write all the same. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(?:\\.0*)?");

    private final BooksConfig config;
    private final AssetScales scales;
    private final CamtMessage message;
    private final Location location;
    private final List<Node> balanceNodes = new ArrayList<>();
    private final List<BookEntry> entries = new ArrayList<>();
    private Optional<Node> account = Optional.empty();
    private Optional<Node> summary = Optional.empty();
    private Optional<Node> period = Optional.empty();
    private String id = "";
    private String entryCurrency = "";
    private OptionalLong electronicNumber = OptionalLong.empty();
    private OptionalLong legalNumber = OptionalLong.empty();
    private int page = 1;
    private boolean lastPage = true;
    private int entryCount;
    private int notBooked;
    private int transactions;
    private Optional<Node> created;
    private Optional<CamtEntries> reader = Optional.empty();

    /** @param created when the message was made, for what does not say it itself */
    CamtStatement(
            BooksConfig config, AssetScales scales, CamtMessage message, Location location, Optional<Node> created) {
        this.config = config;
        this.scales = scales;
        this.message = message;
        this.location = location;
        this.created = created;
    }

    Location location() {
        return location;
    }

    void head(Node node) {
        if (reader.isPresent() && !node.name.equals("TxsSummry")) {
            throw new BooksException(
                    ProblemCode.FIELD_DUPLICATE, node.location, node.name, node.name + " stands after the entries.");
        }
        switch (node.name) {
            case "Id" -> {
                requireFirst(id.isEmpty(), node);
                id = node.text;
            }
            case "ElctrncSeqNb" -> electronicNumber = number(node);
            case "CreDtTm" -> created = Optional.of(node);
            case "LglSeqNb" -> legalNumber = number(node);
            case "StmtPgntn", "RptPgntn", "NtfctnPgntn" -> {
                page = (int) Math.min(number(node.require("PgNb")).orElse(1), Integer.MAX_VALUE);
                lastPage = flag(node.require("LastPgInd"));
            }
            case "Acct" -> {
                requireFirst(account.isEmpty(), node);
                account = Optional.of(node);
            }
            case "Bal" -> balanceNodes.add(node);
            case "FrToDt" -> period = Optional.of(node);
            case "TxsSummry" -> {
                requireFirst(summary.isEmpty(), node);
                summary = Optional.of(node);
            }
            default -> throw new IllegalArgumentException(node.name);
        }
    }

    void entry(Node node) {
        entryCount++;
        if (entryCurrency.isEmpty()) {
            entryCurrency = node.find("Amt").map(n -> n.currency).orElse("");
        }
        if (reader.isEmpty()) {
            reader = Optional.of(entryReader());
        }
        transactions += Math.max(1, node.all("NtryDtls/TxDtls").size());
        CamtEntries of = reader.get();
        List<BookEntry> read = of.read(node, entryCount, () -> day(of));
        if (read.isEmpty()) {
            notBooked++;
        }
        entries.addAll(read);
    }

    /** What was read, without any proof. */
    Statement read() {
        if (id.isEmpty()) {
            throw new BooksException(
                    ProblemCode.FIELD_MISSING, location, message.item() + "/Id", "The statement has no id.");
        }
        CamtEntries read = reader.isPresent() ? reader.get() : entryReader();
        CamtBalances balances = balances(read);
        boolean advice = message.kind().isAdvice();
        return new Statement(
                location.file(),
                message.kind(),
                id,
                internalId(),
                read.account(),
                read.asset(),
                advice ? Optional.empty() : Optional.of(opening(balances, read)),
                advice ? Optional.empty() : Optional.of(balances.closing()),
                balances.stated(),
                entries,
                electronicNumber.isPresent() ? electronicNumber : legalNumber,
                page,
                lastPage,
                notBooked,
                false,
                "");
    }

    /** The same with its sums checked, where there are any, and its hash. */
    Statement proven(Statement read) {
        checkCount();
        if (message.kind().isAdvice()) {
            return Proofs.withContentHash(read);
        }
        CamtEntries of = reader.isPresent() ? reader.get() : entryReader();
        if (!balances(of).hasOpening()) {
            return Proofs.withContentHash(read);
        }
        Proofs.requireSum(
                read.opening().orElseThrow(),
                read.closing().orElseThrow(),
                entries,
                of.scale(),
                balances(of).closingLocation(),
                "Bal");
        return Proofs.withContentHash(read.asProven());
    }

    /** What is to be told of it although it is taken. */
    Optional<Notice> notice() {
        CamtEntries of = reader.isPresent() ? reader.get() : entryReader();
        return message.kind().isAdvice() || balances(of).hasOpening()
                ? Optional.empty()
                : Optional.of(Proofs.derived(id, location));
    }

    /** As stated, else what closing and entries make, on the first day that the statement tells of. */
    private Balance opening(CamtBalances balances, CamtEntries of) {
        if (balances.hasOpening()) {
            return balances.opening();
        }
        Balance closing = balances.closing();
        LocalDate first = period.flatMap(CamtStatement::begin)
                .map(node -> node.name.equals("FrDt")
                        ? Dates.isoDate(node.text, node.location, node.name)
                        : Dates.isoDateTime(node.text, of.zone(), node.location, node.name))
                .orElseGet(() -> Proofs.firstDay(entries, closing.date()));
        return Proofs.openingOf(
                closing,
                entries,
                first.isAfter(closing.date()) ? closing.date() : first,
                balances.closingLocation(),
                "Bal");
    }

    private static Optional<Node> begin(Node period) {
        return period.find("FrDtTm").or(() -> period.find("FrDt"));
    }

    /** That of the closing balance, else the one on which the document was made. */
    private Optional<LocalDate> day(CamtEntries of) {
        if (!message.kind().isAdvice()) {
            return Optional.of(balances(of).closing().date());
        }
        return created.map(node -> Dates.isoDateTime(node.text, of.zone(), node.location, node.name));
    }

    private CamtBalances balances(CamtEntries of) {
        return new CamtBalances(of.asset(), of.scale(), of.zone(), location, page, balanceNodes);
    }

    private CamtEntries entryReader() {
        String internal = internalId();
        String asset = asset(internal);
        int scale = Amounts.scale(scales, asset, location, "Acct/Ccy");
        Optional<BooksConfig.Account> mapped = config.mapped(internal, asset);
        if (mapped.isEmpty()) {
            throw new BooksException(
                    ProblemCode.ACCOUNT_UNKNOWN,
                    account.map(n -> n.location).orElse(location),
                    "Acct/Id",
                    "Account " + Texts.quote(internal) + " in " + asset
                            + " is not one of the member's mapped accounts.");
        }
        return new CamtEntries(
                config, mapped.get(), asset, scale, !message.kind().isAdvice());
    }

    /** The account's currency, or that of the first balance, or of the first entry of a notification, which has no balances. */
    private String asset(String internal) {
        String stated = account.map(n -> n.textAt("Ccy")).orElse("");
        if (!stated.isEmpty()) {
            return stated;
        }
        for (Node balance : balanceNodes) {
            String currency = balance.find("Amt").map(n -> n.currency).orElse("");
            if (!currency.isEmpty()) {
                return currency;
            }
        }
        return config.onlyAsset(internal)
                .or(() -> Optional.of(entryCurrency).filter(currency -> !currency.isEmpty()))
                .orElseThrow(() -> new BooksException(
                        ProblemCode.FIELD_MISSING, location, "Acct/Ccy", "Nothing names the currency of the account."));
    }

    private String internalId() {
        Node node = account.orElseThrow(
                () -> new BooksException(ProblemCode.FIELD_MISSING, location, "Acct", "The statement has no account."));
        String internal = Node.firstOf(node, List.of("Id/IBAN", "Id/Othr/Id"), n -> n.text);
        if (internal.isEmpty()) {
            throw new BooksException(ProblemCode.FIELD_MISSING, node.location, "Acct/Id", "The account has no id.");
        }
        return internal;
    }

    /** The file's own count shows a cut file even when the cut part sums to nothing. */
    private void checkCount() {
        Optional<Node> stated = summary.flatMap(n -> n.find("TtlNtries/NbOfNtries"));
        if (stated.isPresent()) {
            long count = number(stated.get()).orElse(0);
            if (count != entryCount && count != entryCount - notBooked && count != transactions) {
                throw new BooksException(
                        ProblemCode.COUNT_DIFFERS,
                        stated.get().location,
                        "TxsSummry/TtlNtries/NbOfNtries",
                        "The summary counts " + count + " entries, the statement has " + entryCount + ".");
            }
        }
    }

    private static void requireFirst(boolean isFirst, Node node) {
        if (!isFirst) {
            throw new BooksException(
                    ProblemCode.FIELD_DUPLICATE, node.location, node.name, "There is more than one " + node.name + ".");
        }
    }

    private static OptionalLong number(Node node) {
        if (!NUMBER.matcher(node.text).matches()) {
            throw new BooksException(
                    ProblemCode.FIELD_INVALID,
                    node.location,
                    node.name,
                    "Not a number: " + Texts.quote(node.text) + ".");
        }
        return OptionalLong.of(Long.parseLong(node.text.replaceFirst("\\..*", "")));
    }

    static boolean flag(Node node) {
        return switch (node.text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new BooksException(
                        ProblemCode.FIELD_INVALID,
                        node.location,
                        node.name,
                        "Neither true nor false: " + Texts.quote(node.text) + ".");
        };
    }
}
