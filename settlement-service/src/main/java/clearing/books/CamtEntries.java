package clearing.books;

import clearing.books.BooksConfig.ReferenceField;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns {@code Ntry} elements of one account into entries. */
final class CamtEntries {
    static final int MAX_TEXT = 500;
    private static final int MAX_CODE = 40;
    /** What banks write when the payer gave no reference. */
    static final Set<String> NO_REFERENCE = Set.of("NOTPROVIDED", "NONREF", "NOT PROVIDED");

    private static final List<String> DETAIL_AMOUNTS = List.of("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt");

    private final BooksConfig config;
    private final CamtParties parties;
    private final BooksConfig.Account account;
    private final String asset;
    private final int scale;
    private final boolean statement;

    /** @param statement true where an entry without a status is a booked one, since nothing else is in the document */
    CamtEntries(BooksConfig config, BooksConfig.Account account, String asset, int scale, boolean statement) {
        this.config = config;
        this.parties = new CamtParties(config);
        this.account = account;
        this.asset = asset;
        this.scale = scale;
        this.statement = statement;
    }

    String account() {
        return account.account();
    }

    Optional<ZoneId> zone() {
        return account.zone();
    }

    String asset() {
        return asset;
    }

    int scale() {
        return scale;
    }

    /**
     * The booked entry, an itemised batch as its parts; nothing when it is pending or for information.
     *
     * @param day of the document, which holds for an entry that names none
     */
    List<BookEntry> read(Node entry, int position, Supplier<Optional<LocalDate>> day) {
        long amount = CamtAmounts.signed(entry, asset, scale);
        boolean reversal = entry.only("RvslInd").map(CamtStatement::flag).orElse(false);
        Optional<LocalDate> booked = entry.only("BookgDt").map(n -> CamtAmounts.date(n, zone()));
        Optional<LocalDate> value = entry.only("ValDt").map(n -> CamtAmounts.date(n, zone()));
        if (!isBooked(entry)) {
            return List.of();
        }
        LocalDate otherwise = booked.or(() -> value)
                .or(day)
                .orElseThrow(() -> new BooksException(
                        ProblemCode.FIELD_MISSING,
                        entry.location,
                        "Ntry/BookgDt",
                        "The entry has neither booking nor value date, and the document no day."));
        Head head = new Head(
                entry, Integer.toString(position), booked.orElse(otherwise), value.orElse(otherwise), reversal);
        List<Node> details = entry.all("NtryDtls/TxDtls");
        List<Long> parts = itemised(details, amount);
        if (parts.isEmpty()) {
            return List.of(whole(head, details, amount));
        }
        List<BookEntry> entries = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Node detail = details.get(i);
            entries.add(entry(
                    head,
                    head.id() + "." + (i + 1),
                    parts.get(i),
                    references(List.of(detail), entry),
                    parties.counterparty(List.of(detail), parts.get(i) > 0),
                    detail));
        }
        return entries;
    }

    private record Head(Node node, String id, LocalDate booked, LocalDate value, boolean reversal) {}

    private BookEntry whole(Head head, List<Node> details, long amount) {
        Node first = details.isEmpty() ? head.node() : details.getFirst();
        return entry(
                head,
                head.id(),
                amount,
                references(details, head.node()),
                parties.counterparty(details, amount > 0),
                first);
    }

    private BookEntry entry(
            Head head, String id, long amount, List<String> references, String counterparty, Node detail) {
        return new BookEntry(
                id,
                account(),
                asset,
                amount,
                head.booked(),
                head.value(),
                references,
                counterparty,
                head.reversal(),
                code(head.node()),
                text(head.node(), detail),
                head.node().location,
                Texts.clip(bankReference(head.node(), detail), MAX_TEXT),
                exchange(detail).or(() -> exchange(head.node())));
    }

    /** That of the detail, else that of the entry. */
    private static String bankReference(Node entry, Node detail) {
        String own = usable(detail.textAt("Refs/AcctSvcrRef"));
        return own.isEmpty() ? usable(entry.textAt("AcctSvcrRef")) : own;
    }

    private Optional<ForeignExchange> exchange(Node of) {
        for (String kind : List.of("InstdAmt", "TxAmt", "CntrValAmt")) {
            Optional<Node> amount = of.find("AmtDtls/" + kind + "/Amt");
            if (amount.isPresent()
                    && !amount.get().currency.isEmpty()
                    && !amount.get().currency.equals(asset)) {
                CamtAmounts.requireDecimal(amount.get());
                String rate = Node.firstOf(
                        of,
                        List.of(
                                "AmtDtls/" + kind + "/CcyXchg/XchgRate",
                                "AmtDtls/TxAmt/CcyXchg/XchgRate",
                                "AmtDtls/CntrValAmt/CcyXchg/XchgRate"),
                        n -> n.text);
                return Optional.of(new ForeignExchange(
                        Texts.clip(amount.get().currency, MAX_CODE), amount.get().text, Texts.clip(rate, MAX_CODE)));
            }
        }
        return Optional.empty();
    }

    /** Status is a code up to version 7, and a choice from version 8 on. */
    private boolean isBooked(Node entry) {
        if (statement && entry.only("Sts").isEmpty()) {
            return true;
        }
        Node status = entry.require("Sts");
        String code =
                status.children.isEmpty() ? status.text : Node.firstOf(status, List.of("Cd", "Prtry"), n -> n.text);
        return switch (code) {
            case "BOOK" -> true;
            case "PDNG", "INFO", "FUTR" -> false;
            default ->
                throw new BooksException(
                        ProblemCode.FIELD_INVALID, status.location, "Sts", "Unknown status " + Texts.quote(code) + ".");
        };
    }

    /**
     * Signed amounts of the details of a batch, when there are several, each states one in the account's currency, and they sum up
     * to the entry. Otherwise the entry is one item, and none are returned.
     */
    private List<Long> itemised(List<Node> details, long amount) {
        if (details.size() < 2) {
            return List.of();
        }
        List<Long> parts = new ArrayList<>(details.size());
        long sum = 0;
        for (Node detail : details) {
            Optional<Node> stated = DETAIL_AMOUNTS.stream()
                    .flatMap(path -> detail.find(path).stream())
                    .filter(n -> n.currency.equals(asset))
                    .findFirst();
            if (stated.isEmpty()) {
                return List.of();
            }
            long part = CamtAmounts.unsigned(stated.get(), asset, scale);
            boolean credit = detail.only("CdtDbtInd").map(CamtAmounts::isCredit).orElse(amount >= 0);
            parts.add(credit ? part : -part);
            if (Math.abs(sum) > Amounts.MAX) {
                return List.of();
            }
            sum += credit ? part : -part;
        }
        return sum == amount ? parts : List.of();
    }

    private List<String> references(List<Node> details, Node entry) {
        Set<String> found = new LinkedHashSet<>();
        for (Node detail : details) {
            String reference = firstReference(detail);
            if (!reference.isEmpty()) {
                found.add(reference);
            }
        }
        if (found.isEmpty()) {
            for (ReferenceField field : config.references()) {
                String reference = usable(entry.textAt(field.element()));
                if (!reference.isEmpty()) {
                    return List.of(reference);
                }
            }
        }
        return List.copyOf(found);
    }

    private String firstReference(Node detail) {
        for (ReferenceField field : config.references()) {
            String path = field == ReferenceField.PRTRY ? "Refs/Prtry/Ref" : "Refs/" + field.element();
            String reference = usable(detail.textAt(path));
            if (!reference.isEmpty()) {
                return reference;
            }
        }
        return "";
    }

    private static String usable(String reference) {
        return NO_REFERENCE.contains(reference) ? "" : reference;
    }

    private static String code(Node entry) {
        List<String> parts = new ArrayList<>(3);
        for (String path : List.of("BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")) {
            String part = entry.textAt(path);
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return Texts.clip(parts.isEmpty() ? entry.textAt("BkTxCd/Prtry/Cd") : String.join("-", parts), MAX_TEXT);
    }

    private static String text(Node entry, Node detail) {
        List<String> parts = new ArrayList<>(2);
        detail.all("RmtInf/Ustrd").forEach(n -> parts.add(n.text));
        detail.all("RmtInf/Strd/CdtrRefInf/Ref").forEach(n -> parts.add(n.text));
        detail.all("RmtInf/Strd/AddtlRmtInf").forEach(n -> parts.add(n.text));
        parts.add(detail.textAt("AddtlTxInf"));
        parts.add(entry.textAt("AddtlNtryInf"));
        parts.removeIf(String::isEmpty);
        return Texts.clip(String.join(" ", parts), MAX_TEXT);
    }
}
