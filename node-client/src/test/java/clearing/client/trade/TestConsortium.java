package clearing.client.trade;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small constitution, and trade files for it. */
final class TestConsortium {
    static final String HEADER =
            "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,settlement_asset,"
                    + "settlement_amount,trade_date,value_date,priority,reverses,price,client,text";
    static final String GOOD =
            "HB-1,SELL,DVP,Lotus,CLIENT,HOUSE,HK0000069689,100,HKD,2500.00,2026-11-20,2026-11-20,URGENT,,25.00,C1,block";

    private TestConsortium() {}

    static Constitution constitution() {
        return new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(
                        new Asset("HKD", AssetKind.CASH, 2, "Bank", "HK"),
                        new Asset("USD", AssetKind.CASH, 2, "Bank", "HK"),
                        new Asset("HK0000069689", AssetKind.SECURITY, 0, "Bank", "HK")),
                List.of(
                        new Member("Harbour", "Harbour", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")),
                        new Member("Lotus", "Lotus", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")),
                        new Member("Bank", "Bank", List.of(MemberRole.BANK), List.of("HOUSE"))));
    }

    static Path file(Path folder, String... rows) {
        return write(folder, HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    static Path write(Path folder, String text) {
        try {
            return Files.write(folder.resolve("trades.csv"), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TradeFile read(Path file, String member) {
        return TradeFile.read(file, ColumnMapping.NONE, constitution(), member);
    }

    /** One row as a member's file has it. */
    static TradeRow row(Path folder, String member, String row) {
        TradeFile read = read(file(folder, row), member);
        if (!read.errors().isEmpty()) {
            throw new IllegalArgumentException(read.errors().toString());
        }
        return read.rows().get(0);
    }
}
