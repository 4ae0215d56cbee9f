package clearing.messages;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The unique end-to-end reference of a movement, in the form of a UUID of version 4. Made from what payer and payee both see on
 * the ledger, so both derive the same one.
 */
final class Uetr {
    private Uetr() {}

    /** For a movement of {@code minor} units, without sign, in one transaction. */
    static String of(
            long block, int tx, String tradeOrReference, String asset, String payer, String payee, long minor) {
        byte[] hash = Fit.sha256()
                .digest(Lines.of("clearing-uetr-1", block, tx, tradeOrReference, asset, payer, payee, minor)
                        .getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x40);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    /** Of one posting of the member's account; the sign says who pays. */
    static String of(AccountHead head, LedgerEntry e) {
        String thing = e.trade().isEmpty() ? e.reference() : e.trade();
        boolean in = e.minor() > 0;
        return of(
                e.block(),
                e.tx(),
                thing,
                head.asset(),
                in ? e.counterparty() : head.member(),
                in ? head.member() : e.counterparty(),
                Math.abs(e.minor()));
    }
}
