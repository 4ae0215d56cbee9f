package clearing.kernel.revenue.agreement;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCodec;
import clearing.kernel.revenue.terms.Terms;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Proposed terms and who has signed them; it stays on the ledger as the record of who agreed to what.
 *
 * <pre>signed := format u8 | terms blob | members u8 | (member text){members}</pre>
 *
 * @param bytes canonical bytes of the terms
 * @param members ids, ascending
 */
public record SignedTerms(Blob bytes, SortedSet<String> members) {
    private static final int FORMAT = 1;

    public SignedTerms {
        members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }

    public Terms terms() {
        return Terms.decode(bytes.bytes());
    }

    /** What signatures are under: SHA-256 of the terms. */
    public Blob hash() {
        return Blob.of(Bytes.sha256(bytes.bytes()));
    }

    public SignedTerms with(String member) {
        SortedSet<String> more = new TreeSet<>(members);
        more.add(member);
        return new SignedTerms(bytes, more);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(1_024).u8(FORMAT).blob(bytes.bytes()).u8(members.size());
        members.forEach(out::text);
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no signed terms */
    public static SignedTerms decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("signed.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "signed.format", "is not 1");
        }
        Blob terms = Blob.of(in.blob(RevenueCodec.MAX_TERMS_BYTES, "signed.terms"));
        SortedSet<String> members = new TreeSet<>();
        for (int left = in.u8("signed.members"); left > 0; left--) {
            members.add(in.text("signed.member"));
        }
        in.end("signed");
        return new SignedTerms(terms, members);
    }
}
