package clearing.client.journal;

import clearing.client.proof.SumTree;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What a journal says of one account in one asset: a leaf of the journal's tree, under which the tree of its entries hangs.
 *
 * <pre>account := format u8 | account utf8 | asset text | opening i64 | entries i32 | in i64 | out i64 | closing i64 | root 32 bytes</pre>
 *
 * @param account its name on the ledger
 * @param opening minor units, below zero when overdrawn
 * @param entries how many
 * @param in what came in
 * @param out what went out
 * @param root of the tree of its entries; zeros where there is none
 */
public record JournalAccount(
        String account, String asset, long opening, int entries, long in, long out, long closing, Blob root) {
    static final Blob NONE = Blob.of(new byte[32]);
    /** The longest encoding. */
    public static final int MAX_BYTES = 1_000;

    private static final int FORMAT = 1;

    public byte[] encode() {
        return new ByteWriter(128)
                .u8(FORMAT)
                .utf8(account)
                .text(asset)
                .i64(opening)
                .i32(entries)
                .i64(in)
                .i64(out)
                .i64(closing)
                .fixed(root.bytes())
                .toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no account */
    public static JournalAccount decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("account.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "account.format", "is not 1");
        }
        JournalAccount account = new JournalAccount(
                in.utf8(JournalEntry.MAX_TEXT, "account.account"),
                in.text("account.asset"),
                in.i64("account.opening"),
                in.i32("account.entries"),
                in.i64("account.in"),
                in.i64("account.out"),
                in.i64("account.closing"),
                Blob.of(in.fixed(32, "account.root")));
        in.end("account");
        return account;
    }

    /** Whether opening and movements come to the closing. */
    public boolean balances() {
        try {
            return in >= 0 && out >= 0 && Math.subtractExact(Math.addExact(opening, in), out) == closing;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    byte[] leaf(Blob salt) {
        return SumTree.leaf(salt, encode());
    }
}
