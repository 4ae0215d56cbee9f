package clearing.generate;

import java.util.ArrayList;
import java.util.List;

/** Malformed funding files of the issuer. The fault stands in the second of three rows. */
final class FundingSpecimens {
    private static final String READS = "funding";
    private static final int BAD_ROW = 1;
    private static final List<String> HEADER =
            List.of("operation", "reference", "member", "account", "asset", "amount", "value_date");

    private final Rows right;
    private final List<Specimen> specimens = new ArrayList<>();

    FundingSpecimens(Consortium consortium) {
        String prefix = consortium.issuer().prefix();
        this.right = new Rows(
                HEADER,
                List.of(
                        List.of(
                                "DEPOSIT",
                                prefix + "261120-D00001",
                                "LanternPay",
                                "HOUSE",
                                "HKD",
                                "1000.00",
                                "2026-11-20"),
                        List.of(
                                "DEPOSIT",
                                prefix + "261120-D00002",
                                "QuillTech",
                                "HOUSE",
                                "CNY",
                                "500.00",
                                "2026-11-20"),
                        List.of(
                                "WITHDRAW",
                                prefix + "261120-W00001",
                                "LanternPay",
                                "HOUSE",
                                "HKD",
                                "10.00",
                                "2026-11-20")));
    }

    List<Specimen> all() {
        specimens.add(Specimen.of("funding/right.csv", READS, 0, "", "nothing is wrong", right.text()));
        bad("too-many-decimals", "amount", "500.001", "BAD_AMOUNT", "a tenth of a cent");
        bad("absurd-exponent", "amount", "1e100000000", "BAD_AMOUNT", "an exponent that fills the memory");
        bad("zero-amount", "amount", "0.00", "AMOUNT_NOT_POSITIVE", "nothing is paid in");
        bad("unknown-member", "member", "NobodyBank", "UNKNOWN_MEMBER", "a holder nobody knows");
        bad("unknown-account", "account", "CLIENT", "UNKNOWN_ACCOUNT", "an account that this holder does not have");
        bad("unknown-asset", "asset", "EUR", "UNKNOWN_ASSET", "a currency that the ledger does not hold");
        bad("unknown-operation", "operation", "BORROW", "BAD_VALUE", "neither DEPOSIT nor WITHDRAW");
        bad("bad-date", "value_date", "2026-02-30", "BAD_DATE", "the thirtieth of February");
        bad("bad-reference", "reference", "", "BAD_REFERENCE", "no reference");
        return List.copyOf(specimens);
    }

    private void bad(String name, String column, String value, String code, String note) {
        String text = right.with(BAD_ROW, column, value).text();
        specimens.add(Specimen.of("funding/" + name + ".csv", READS, Rows.line(BAD_ROW), code, note, text));
    }
}
