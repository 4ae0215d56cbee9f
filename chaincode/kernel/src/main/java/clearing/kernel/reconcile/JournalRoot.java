package clearing.kernel.reconcile;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What a member says of its own journal: nothing of it can be guessed from this, and nothing in it can be changed afterwards.
 *
 * <pre>root := root 32 bytes | accounts i32 | entries i64 | audit 32 bytes | audited i64</pre>
 *
 * @param root of the Merkle tree over the member's accounts and assets, each a salted leaf with the root and the sums of its entries' tree
 * @param accounts how many leaves that tree has
 * @param entries how many entries there are under all of them
 * @param audit hash of the audit log's last record; zeros for none
 * @param audited how many records that log had
 */
public record JournalRoot(Blob root, int accounts, long entries, Blob audit, long audited) {
    public void write(ByteWriter out) {
        out.fixed(root.bytes()).i32(accounts).i64(entries);
        out.fixed(audit.bytes()).i64(audited);
    }

    public static JournalRoot read(ByteReader in, String field) {
        return new JournalRoot(
                Blob.of(in.fixed(32, field + ".root")),
                in.i32(field + ".accounts"),
                in.i64(field + ".entries"),
                Blob.of(in.fixed(32, field + ".audit")),
                in.i64(field + ".audited"));
    }
}
