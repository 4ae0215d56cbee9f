package clearing.bench.intake;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows of a trade file, as text and as values. */
final class SampleRows {
    static final String MEMBER = "HarbourBrokers";

    private static final List<String> COUNTERPARTIES = List.of("LotusSecurities", "MeridianBank", "LanternPay");
    private static final String SHARE = "HK0000000015";
    private static final String DAY = "2026-11-30";
    private static final String HEADER = "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
            + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text\n";

    private SampleRows() {}

    /** A row as values. */
    record Row(
            String reference,
            String side,
            String counterparty,
            long quantity,
            BigDecimal amount,
            String price,
            String client) {}

    /** @param csv the same rows as a trade file */
    record Batch(String csv, List<Row> rows) {}

    static Constitution constitution() {
        List<Member> members = new ArrayList<>();
        members.add(new Member(MEMBER, MEMBER, List.of(MemberRole.BROKER), List.of("HOUSE")));
        COUNTERPARTIES.forEach(id -> members.add(new Member(id, id, List.of(MemberRole.BANK), List.of("HOUSE"))));
        return new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(
                        new Asset("HKD", AssetKind.CASH, 2, "MeridianBank", "HK"),
                        new Asset(SHARE, AssetKind.SECURITY, 0, "MeridianBank", "HK")),
                members);
    }

    /** Batches whose references no other run has. */
    static List<Batch> batches(int run, int batches, int rows) {
        SplittableRandom random = new SplittableRandom(run);
        List<Batch> all = new ArrayList<>(batches);
        for (int b = 0; b < batches; b++) {
            StringBuilder csv = new StringBuilder(HEADER);
            List<Row> values = new ArrayList<>(rows);
            for (int i = 0; i < rows; i++) {
                Row row = new Row(
                        "R" + (run + 2) + "-"
                                + Integer.toString(b * rows + i, 36).toUpperCase(java.util.Locale.ROOT),
                        random.nextBoolean() ? "SELL" : "BUY",
                        COUNTERPARTIES.get(random.nextInt(COUNTERPARTIES.size())),
                        1 + random.nextInt(10_000),
                        BigDecimal.valueOf(100 + random.nextInt(100_000_000), 2),
                        BigDecimal.valueOf(100 + random.nextInt(100_000), 2).toPlainString(),
                        "C" + random.nextInt(1_000));
                values.add(row);
                csv.append(row.reference())
                        .append(',')
                        .append(row.side())
                        .append(",DVP,")
                        .append(row.counterparty())
                        .append(",HOUSE,HOUSE,")
                        .append(SHARE)
                        .append(',')
                        .append(row.quantity())
                        .append(",HKD,")
                        .append(row.amount().toPlainString())
                        .append(',')
                        .append(DAY)
                        .append(',')
                        .append(DAY)
                        .append(",NORMAL,,")
                        .append(row.price())
                        .append(',')
                        .append(row.client())
                        .append(",\n");
            }
            all.add(new Batch(csv.toString(), values));
        }
        return all;
    }
}
