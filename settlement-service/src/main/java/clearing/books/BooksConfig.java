package clearing.books;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a member's books call things: the content of {@code books.json}.
 *
 * @param member id of the member
 * @param accounts internal account ids and what they are on the ledger
 * @param counterparties names as the books write them, to member ids
 * @param references where a camt entry's reference is looked for, in this order
 * @param files which file is read how, first match wins
 * @param mappings of CSV columns, by name
 */
public record BooksConfig(
        String member,
        List<Account> accounts,
        Map<String, String> counterparties,
        List<ReferenceField> references,
        List<FileRule> files,
        Map<String, CsvMapping> mappings) {
    /** The asset of an account that holds any asset. */
    public static final String ANY_ASSET = "*";

    public BooksConfig {
        accounts = List.copyOf(accounts);
        references = List.copyOf(references);
        files = List.copyOf(files);
        mappings = Map.copyOf(mappings);
        Map<String, String> keyed = new HashMap<>();
        counterparties.forEach((name, id) -> {
            keyed.put(key(name), id);
            keyed.put(key(id), id);
        });
        counterparties = Map.copyOf(keyed);
    }

    /**
     * One internal account.
     *
     * @param internal as the file writes it
     * @param account of the ledger, such as {@code HOUSE}
     * @param asset ISO 4217 code, ISIN, or {@link #ANY_ASSET}
     * @param zone where the account's business day is reckoned, for times that name another zone; without it the day counts as
     *     it is written
     */
    public record Account(String internal, String account, String asset, Optional<ZoneId> zone) {
        /** An account whose days count as they are written. */
        public Account(String internal, String account, String asset) {
            this(internal, account, asset, Optional.empty());
        }
    }

    /**
     * How a file is read.
     *
     * @param match glob under the folder of the books
     * @param mapping name of the mapping, for CSV and XLSX
     */
    public record FileRule(String match, Format format, Optional<String> mapping) {}

    /** What a file can be. */
    public enum Format {
        CAMT_053(BooksFormat.Family.CAMT, "camt.053"),
        CAMT(BooksFormat.Family.CAMT, "camt"),
        MT(BooksFormat.Family.MT, "mt"),
        CSV(BooksFormat.Family.CSV, "csv"),
        XLSX(BooksFormat.Family.XLSX, "xlsx");

        private final BooksFormat.Family family;
        private final String word;

        Format(BooksFormat.Family family, String word) {
            this.family = family;
            this.word = word;
        }

        /** Which reader takes it. */
        public BooksFormat.Family family() {
            return family;
        }

        /** As {@code books.json} writes it. */
        public String word() {
            return word;
        }

        /** True when columns have to be mapped. */
        public boolean isTable() {
            return family == BooksFormat.Family.CSV || family == BooksFormat.Family.XLSX;
        }
    }

    /** Where a camt entry can carry a reference. */
    public enum ReferenceField {
        END_TO_END_ID("EndToEndId"),
        TX_ID("TxId"),
        INSTR_ID("InstrId"),
        UETR("UETR"),
        PMT_INF_ID("PmtInfId"),
        CLR_SYS_REF("ClrSysRef"),
        ACCT_SVCR_REF("AcctSvcrRef"),
        NTRY_REF("NtryRef"),
        PRTRY("Prtry");

        private final String element;

        ReferenceField(String element) {
            this.element = element;
        }

        /** Name of the element. */
        public String element() {
            return element;
        }
    }

    /** The references of a camt entry when the configuration names none. */
    public static final List<ReferenceField> DEFAULT_REFERENCES = List.of(
            ReferenceField.END_TO_END_ID,
            ReferenceField.TX_ID,
            ReferenceField.INSTR_ID,
            ReferenceField.UETR,
            ReferenceField.ACCT_SVCR_REF,
            ReferenceField.NTRY_REF);

    /** The ledger's account for an internal id in an asset; the exact asset goes before {@link #ANY_ASSET}. */
    public Optional<String> account(String internal, String asset) {
        return mapped(internal, asset).map(Account::account);
    }

    /** The same with all that is configured of the account. */
    Optional<Account> mapped(String internal, String asset) {
        Optional<Account> any = Optional.empty();
        for (Account each : accounts) {
            if (each.internal().equals(internal)) {
                if (each.asset().equals(asset)) {
                    return Optional.of(each);
                }
                if (each.asset().equals(ANY_ASSET)) {
                    any = Optional.of(each);
                }
            }
        }
        return any;
    }

    /** The one asset of an internal id, when it has exactly one that is named. */
    public Optional<String> onlyAsset(String internal) {
        List<String> assets = new ArrayList<>();
        for (Account each : accounts) {
            if (each.internal().equals(internal)) {
                assets.add(each.asset());
            }
        }
        return assets.size() == 1 && !assets.getFirst().equals(ANY_ASSET)
                ? Optional.of(assets.getFirst())
                : Optional.empty();
    }

    /** The member id for a name as written, when it is known. */
    public Optional<String> counterparty(String written) {
        return Optional.ofNullable(counterparties.get(key(written)));
    }

    private static String key(String name) {
        return Texts.collapse(name).toLowerCase(Locale.ROOT);
    }
}
